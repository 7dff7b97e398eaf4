<?php
$title = 'Dashboard';
$section = 'dashboard';
$most = max(array_column($days, 'cents'));
$best = array_search($most, array_combine(array_keys($days), array_column($days, 'cents')), true);
$count = fn(array $figures): string => $figures['orders'] === 1 ? '1 order' : "$figures[orders] orders";
require __DIR__ . '/_workspace.php';
?>
<div class="page-head">
<h1>Overview</h1>
<a class="button" href="/dashboard/products/new">New product</a>
</div>
<section class="figures" aria-label="Sales">
<div class="figure"><h2>Today, UTC</h2><p class="amount"><?= e(money($today['cents'])) ?></p><p><?= e($count($today)) ?></p></div>
<div class="figure"><h2>This month, UTC</h2><p class="amount"><?= e(money($month['cents'])) ?></p><p><?= e($count($month)) ?></p></div>
</section>
<section class="panel chart" aria-labelledby="chart-title">
<div class="section-head">
<h2 id="chart-title">Last 30 days</h2>
<?php if ($most > 0): ?><p class="small">Best day: <?= e(day($best)) ?>, <?= e(money($most)) ?></p><?php endif ?>

</div>
<?php if ($most > 0): ?>
<svg viewBox="0 0 600 160" preserveAspectRatio="none" role="img" aria-label="Bar chart of sales by day. The same figures are in the table below.">
<?php $x = 3; foreach ($days as $day => $figures): $tall = $figures['cents'] > 0 ? max(intdiv($figures['cents'] * 160, $most), 3) : 0 ?>
<rect x="<?= $x ?>" y="<?= 160 - $tall ?>" width="14" height="<?= $tall ?>"><title><?= e(day($day)) ?>: <?= e(money($figures['cents'])) ?></title></rect>
<?php $x += 20; endforeach ?>
</svg>
<p class="chart-axis" aria-hidden="true"><span><?= e(day(array_key_first($days))) ?></span><span><?= e(day(array_key_last($days))) ?></span></p>
<?php else: ?>
<p class="chart-empty">No sales in these days. They will show up here as bars, one for each day.</p>
<?php endif ?>
<details>
<summary>Show the figures as a table</summary>
<table class="plain-table">
<caption>Sales by day, UTC</caption>
<thead><tr><th scope="col">Day</th><th scope="col" class="number">Orders</th><th scope="col" class="number">Sales</th></tr></thead>
<tbody>
<?php foreach ($days as $day => $figures): ?>
<tr><th scope="row"><?= e(day($day)) ?></th><td class="number" data-label="Orders"><?= $figures['orders'] ?></td><td class="number" data-label="Sales"><?= e(money($figures['cents'])) ?></td></tr>
<?php endforeach ?>
</tbody>
</table>
</details>
</section>
<section aria-labelledby="latest-orders">
<div class="section-head"><h2 id="latest-orders">Latest orders</h2><a href="/dashboard/orders">All orders</a></div>
<?php if ($orders): require __DIR__ . '/_order_table.php'; else: ?>
<div class="empty">
<p>No orders yet. Publish a product and send its link to somebody who would like it.</p>
</div>
<?php endif ?>
</section>
<section aria-labelledby="own-products">
<div class="section-head"><h2 id="own-products">Your products</h2><a href="/dashboard/products">All products</a></div>
<?php if ($products): require __DIR__ . '/_product_table.php'; else: ?>
<div class="empty">
<p>You have no products yet. A name and a price are enough to start.</p>
</div>
<?php endif ?>
</section>
<?php require __DIR__ . '/_end.php' ?>
