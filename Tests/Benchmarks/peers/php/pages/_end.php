</main>
<footer class="site-footer">
<p>Bought straight from the person who made it. No tracking, no scripts.</p>
</footer>
</body>
</html>
