<a class="skip" href="#main">Skip to content</a>
<header class="site-header">
<a class="brand" href="/"><img src="<?= getenv('FAVICON') ?>" alt="" width="28" height="28">Nexus</a>
