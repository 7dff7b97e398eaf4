<?php

declare(strict_types=1);

/** Makes one order of a form and has it paid, however often the form is sent. */
function buy(string $product): void
{
    $email = trim($_POST['email'] ?? '');
    $name = trim($_POST['name'] ?? '');
    $key = $_POST['form_id'] ?? '';
    $isUuid = preg_match('/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/D', $key);
    if (!filter_var($email, FILTER_VALIDATE_EMAIL) || !preg_match('/^.{0,255}$/Dus', $name) || !$isUuid) {
        http_response_code(422);
        return;
    }
    $shown = $_POST['shown_price'] ?? null;
    if ($shown !== null && !preg_match('/^[0-9]{1,18}$/D', $shown)) {
        $shown = -1;
    }
    $order = run('place_order', [$email, $name, $key, $product, $shown])[0]
        ?? run('existing_order', [$product, $key, $email])[0] ?? null;
    if ($order === null) {
        http_response_code(run('listing_for_sale', [$product]) === [] ? 404 : 422);
        return;
    }
    $claimed = run('claim_order', [$order[0], 30])[0] ?? null;
    if ($claimed !== null) {
        $isDeclined = $claimed[7] === '40200' || stripos($email, 'decline@') === 0;
        run('settle_order', [$isDeclined ? 'cancelled' : 'paid', $claimed[0]]);
    }
    redirect("/orders/$order[0]/success");
    header_remove('Content-Type');
    header('Content-Length: 0');
}
