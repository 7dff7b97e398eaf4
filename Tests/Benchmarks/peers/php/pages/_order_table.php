<table class="rows">
<thead>
<tr><th scope="col">Product</th><th scope="col">Buyer</th><th scope="col">Status</th><th scope="col" class="number">Amount</th><th scope="col">Placed</th></tr>
</thead>
<tbody>
<?php foreach ($orders as $order): ?>
<tr>
<th scope="row"><a href="/dashboard/orders/<?= e($order[0]) ?>" dir="auto"><?= e($order[3]) ?></a></th>
<td data-label="Buyer"><bdi><?= e($order[4]) ?></bdi></td>
<td data-label="Status"><?= badge($order[6]) ?>

</td>
<td data-label="Amount" class="number"><?= e(money((int) $order[7], $order[8])) ?></td>
<td data-label="Placed"><?= moment($order[9]) ?></td>
</tr>
<?php endforeach ?>
</tbody>
</table>
