<?php

declare(strict_types=1);

/** Makes one order of a form and has it paid, however often the form is sent. */
function buy(Visit $visit, string $product): void
{
    $listing = run('listing_for_sale', [$product])[0] ?? null;
    if ($listing === null) {
        http_response_code(404);
        return;
    }
    $email = trim($_POST['email'] ?? '');
    $name = trim($_POST['name'] ?? '');
    $key = $_POST['form_id'] ?? '';
    $isUuid = preg_match('/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/D', $key);
    if (!filter_var($email, FILTER_VALIDATE_EMAIL) || !preg_match('/^.{0,255}$/Dus', $name) || !$isUuid) {
        http_response_code(422);
        return;
    }
    $order = run('existing_order', [$product, $key, $email])[0] ?? null;
    if ($order === null) {
        if (($_POST['shown_price'] ?? $listing[5]) !== $listing[5]) {
            http_response_code(422);
            return;
        }
        $order = run('place_order', [$product, $email, $name, $key])[0]
            ?? run('existing_order', [$product, $key, $email])[0];
    }
    $claimed = run('claim_order', [$order[0], gmdate('Y-m-d\TH:i:s\Z', $visit->now - 30)])[0] ?? null;
    if ($claimed !== null) {
        $isDeclined = $claimed[7] === '40200' || stripos($email, 'decline@') === 0;
        $order = run('settle_order', [$isDeclined ? 'cancelled' : 'paid', $claimed[0]])[0] ?? $claimed;
    }
    redirect("/orders/$order[0]/" . ($order[6] === 'cancelled' ? 'declined' : 'success'));
    header_remove('Content-Type');
    header('Content-Length: 0');
}
