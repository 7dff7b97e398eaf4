<?php
// The store's busiest pages in plain PHP, as somebody who knows PHP and wants speed would write them: no framework,
// persistent connection, prepared statements, templates that are PHP, everything in opcache.

declare(strict_types=1);

require __DIR__ . '/database.php';
require __DIR__ . '/values.php';
require __DIR__ . '/visit.php';
require __DIR__ . '/checkout.php';

function answer(): void
{
    $path = strtok($_SERVER['REQUEST_URI'], '?');
    $isPost = $_SERVER['REQUEST_METHOD'] === 'POST';
    $visit = Visit::begin(hasForm: $path === '/auth/login');
    if ($isPost && !$visit->comesFromHere()) {
        http_response_code(403);
    } elseif ($isPost && preg_match('~^/checkout/([1-9][0-9]{0,17})$~D', $path, $match)) {
        buy($visit, $match[1]);
    } elseif ($isPost) {
        http_response_code(405);
    } elseif (preg_match('~^/products/([a-z0-9-]{1,80})$~D', $path, $match)) {
        header_remove('X-Robots-Tag');
        product($visit, $match[1]);
    } elseif ($path === '/auth/login') {
        $visit->user === null ? render('login', ['visit' => $visit]) : redirect('/dashboard');
    } elseif ($path !== '/dashboard' && $path !== '/dashboard/orders') {
        http_response_code(404);
    } elseif ($visit->user === null) {
        redirect('/auth/login');
    } elseif ($path === '/dashboard') {
        dashboard($visit);
    } else {
        $orders = run('orders', [$visit->user, 21]);
        render('orders', ['visit' => $visit, 'orders' => array_slice($orders, 0, 20), 'hasMore' => count($orders) > 20]);
    }
}

function product(Visit $visit, string $slug): void
{
    $product = run('find_listing', [$slug])[0] ?? null;
    $isForSale = $product !== null && $product[7] === 'active' && $product[15] === 't';
    if (!$isForSale && ($product === null || $product[1] !== $visit->user)) {
        http_response_code(404);
        return;
    }
    if ($visit->user === null) {
        header('Cache-Control: no-cache');
    }
    render('product', ['visit' => $visit, 'product' => $product]);
}

function dashboard(Visit $visit): void
{
    $today = intdiv($visit->now, 86_400);
    $month = $today - (int) gmdate('j', $visit->now) + 1;
    $first = $today - 29;
    $days = array_fill($first, 30, ['orders' => 0, 'cents' => 0]);
    $thisMonth = ['orders' => 0, 'cents' => 0];
    $range = [gmdate('Y-m-d', min($first, $month) * 86_400), gmdate('Y-m-d', $visit->now)];
    foreach (run('sales', [$visit->user, 'USD', ...$range]) as $row) {
        $day = intdiv(strtotime($row[0] . ' UTC'), 86_400);
        $figures = ['orders' => (int) $row[1], 'cents' => (int) $row[2]];
        if ($day >= $month) {
            $thisMonth['orders'] += $figures['orders'];
            $thisMonth['cents'] += $figures['cents'];
        }
        if ($day >= $first) {
            $days[$day] = $figures;
        }
    }
    render('dashboard', [
        'visit' => $visit, 'today' => $days[$today], 'month' => $thisMonth, 'days' => $days,
        'orders' => run('orders', [$visit->user, 5]), 'products' => run('products', [$visit->user, 5]),
    ]);
}

function redirect(string $location): void
{
    http_response_code(303);
    header("Location: $location");
}

/** Shows a template of pages/, with $values as its variables. */
function render(string $page, array $values): void
{
    extract($values);
    ob_start();
    require __DIR__ . "/pages/$page.php";
    header('Content-Length: ' . ob_get_length());
    ob_end_flush();
}

header('Content-Type: text/html; charset=utf-8');
header('Cache-Control: no-store');
header('X-Robots-Tag: noindex');
answer();
