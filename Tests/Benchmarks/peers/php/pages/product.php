<?php
[$id, $owner, $slug, $title, $format, $price, $currency, $status, , , , , $seller, , $description] = $product;
$seller = $seller === '' ? 'Independent seller' : $seller;
$summary = "$title, by $seller";
$section = '';
require __DIR__ . '/_store.php';
?>
<?php if ($status !== 'active'): ?><p class="notice">Only you can see this page: the product is <?= e($status) ?>.</p><?php endif ?>

<article class="product">
<?= cover($slug, $title) ?>

<div class="product-head">
<h1 dir="auto"><?= e($title) ?></h1>
<p class="by">by <bdi><?= e($seller) ?></bdi></p>
<p class="price price-large"><?= e(money((int) $price, $currency)) ?></p>
<?php if ($format !== ''): ?><p class="small" dir="auto"><?= e($format) ?></p><?php endif ?>

<?php if ($status === 'active'): ?>
<p><a class="button button-wide" href="/checkout/<?= e($id) ?>">Buy</a></p>
<p class="small">No account needed. An email address is enough.</p>
<?php else: ?><p class="small">Not for sale at the moment.</p><?php endif ?>

<?php if ($owner === $visit->user): ?><p><a class="button button-quiet" href="/dashboard/products/<?= e($id) ?>/edit">Edit</a></p><?php endif ?>

</div>
<?php if ($description !== ''): ?>
<div class="prose">
<h2>About</h2>
<div dir="auto"><?= paragraphs($description) ?></div>
</div>
<?php endif ?>
</article>
<?php require __DIR__ . '/_end.php' ?>
