<table class="rows">
<thead>
<tr><th scope="col">Name</th><th scope="col">Status</th><th scope="col" class="number">Price</th><th scope="col">Changed</th></tr>
</thead>
<tbody>
<?php foreach ($products as $product): ?>
<tr>
<th scope="row"><a href="/dashboard/products/<?= e($product[0]) ?>/edit" dir="auto"><?= e($product[3]) ?></a></th>
<td data-label="Status"><?= badge($product[7]) ?>

</td>
<td data-label="Price" class="number"><?= e(money((int) $product[5], $product[6])) ?></td>
<td data-label="Changed"><?= moment($product[9]) ?></td>
</tr>
<?php endforeach ?>
</tbody>
</table>
