<?php
$title = 'Log in';
$section = 'login';
require __DIR__ . '/_store.php';
?>
<div class="narrow">
<h1>Log in</h1>

<form class="panel" method="post" action="/auth/login">
<input type="hidden" name="form_token" value="<?= e($visit->formToken) ?>"><input type="hidden" name="form_id" value="<?= vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex(random_bytes(16)), 4)) ?>">

<div class="field">
<label for="email">Email</label>


<input dir="auto" id="email" name="email" type="email" value="" autocomplete="email"  required  
>
</div>
<div class="field">
<label for="password">Password</label>


<input id="password" name="password" type="password" value="" autocomplete="current-password"  required  
>
</div>
<button class="button button-wide" type="submit">Log in</button>
</form>
<p class="beside">No account yet? <a href="/auth/register">Start selling</a>. Buyers need none.</p>
</div>
<?php require __DIR__ . '/_end.php' ?>
