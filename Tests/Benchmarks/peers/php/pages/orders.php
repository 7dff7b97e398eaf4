<?php
$title = 'Orders';
$section = 'orders';
$statuses = [
    'created' => 'Started', 'processing' => 'Processing', 'paid' => 'Paid', 'refunded' => 'Refunded',
    'cancelled' => 'Cancelled',
];
require __DIR__ . '/_workspace.php';
?>
<h1>Orders</h1>
<form class="search" role="search" aria-label="Orders" method="get" action="/dashboard/orders">
<div class="field">
<label for="q">Buyer's email begins with</label>
<input id="q" name="q" type="search" value="" autocomplete="off" inputmode="email" dir="auto">
</div>
<div class="field">
<label for="status">Status</label>
<select id="status" name="status">
<option value="" selected>All</option>
<?php foreach ($statuses as $status => $label): ?>
<option value="<?= e($status) ?>" ><?= e($label) ?></option>
<?php endforeach ?>
</select>
</div>
<button class="button" type="submit">Search</button>

</form>
<?php if ($orders): require __DIR__ . '/_order_table.php'; else: ?>
<div class="empty">
<h2>No orders yet</h2>
<p>Every sale will be listed here, down to the cent. Publish a product and send its link around.</p>
</div>
<?php endif ?>
<?php if ($hasMore): ?>
<nav class="pager" aria-label="Pages">

<a class="button button-quiet" href="/dashboard/orders?before=<?= date_create($orders[19][9])->format('Uu') ?>-<?= e($orders[19][0]) ?>" rel="next">Older orders</a>
</nav>
<?php endif ?>
<?php require __DIR__ . '/_end.php' ?>
