<form class="account" method="post" action="/auth/logout">
<bdi class="account-name"><?= e($visit->viewerName) ?></bdi>
<input type="hidden" name="form_token" value="<?= e($visit->formToken) ?>">
<button class="quiet-button">Log out</button>
</form>
