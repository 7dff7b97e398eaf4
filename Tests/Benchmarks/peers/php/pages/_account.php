<form class="account" method="post" action="/auth/logout">
<span class="account-name"><?= e($visit->viewerName) ?></span>
<input type="hidden" name="form_token" value="<?= e($visit->formToken) ?>">
<button class="quiet-button">Log out</button>
</form>
