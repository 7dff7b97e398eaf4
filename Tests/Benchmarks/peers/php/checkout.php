<?php

declare(strict_types=1);

const LANDING = '/orders/{id}/success';

/** Makes one order of a form and has it paid, however often the form is sent. */
function buy(Visit $visit, string $product): void
{
    $email = trim($_POST['email'] ?? '');
    $name = trim($_POST['name'] ?? '');
    $number = $_POST['form_id'] ?? '';
    $shown = $_POST['shown_price'] ?? '';
    $isUuid = preg_match('/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/D', $number);
    if (!filter_var($email, FILTER_VALIDATE_EMAIL) || !preg_match('/^.{0,255}$/Dus', $name) || !$isUuid
        || !preg_match('/^[0-9]{1,18}$/D', $shown)) {
        http_response_code(422);
        return;
    }
    $browser = '\x' . hash('sha256', $visit->secret);
    $sent = $_SERVER['REQUEST_URI'] . "\n" . file_get_contents('php://input');
    $digest = '\x' . hash_hmac('sha256', $sent, $visit->secret);
    $earlier = run('find_answer', [$browser, $number])[0] ?? null;
    $counted = run('count_order', rates($_SERVER['REMOTE_ADDR'], $email));
    if ($earlier !== null && $earlier[0] === $digest) {
        leave($earlier[1]);
        return;
    }
    if ($earlier !== null || $counted !== []) {
        http_response_code($counted !== [] ? 429 : 422);
        return;
    }
    $order = run('place_order', [
        $email, $name, $product, $shown, null, $browser, 200, LANDING, $product, $email,
        $browser, $number, $digest, LANDING, '', $browser, $number,
    ])[0] ?? null;
    if ($order === null) {
        http_response_code(422);
        return;
    }
    $claimed = run('claim_order', [$order[0], 30])[0] ?? null;
    if ($claimed !== null) {
        $isDeclined = $claimed[7] === '40200' || stripos($email, 'decline@') === 0;
        run('settle_order', [$isDeclined ? 'cancelled' : 'paid', $claimed[0]]);
        if ($isDeclined) {
            // So that the form may be sent again.
            run('forget_answer', [$browser, $number]);
        }
    }
    leave("/orders/$order[0]/success");
}

/**
 * So much an hour from one address, for one buyer there, and in all in each of 16 parts; of the hour in microseconds, what
 * one order takes.
 */
function rates(string $address, string $email): array
{
    $buyer = addcslashes("$address " . strtolower($email), '"\\\\');
    $part = array_sum(array_map('ord', str_split($address))) % 16;
    return ['{orders,buyer-orders,all-orders}', "{{$address},\"$buyer\",$part}", '{6000000,120000000,180000}'];
}

function leave(string $location): void
{
    redirect($location);
    header_remove('Content-Type');
    header('Content-Length: 0');
}
