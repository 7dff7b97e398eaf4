<?php

declare(strict_types=1);

const MONTHS = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const BADGES = [
    'active' => ['good', 'Published'], 'draft' => ['busy', 'Draft'], 'archived' => ['quiet', 'Archived'],
    'created' => ['quiet', 'Started'], 'processing' => ['busy', 'Processing'], 'paid' => ['good', 'Paid'],
    'refunded' => ['quiet', 'Refunded'], 'cancelled' => ['bad', 'Cancelled'],
];

/** Text, escaped for an element or a quoted attribute. */
function e(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

function money(int $cents, string $currency = 'USD'): string
{
    $symbol = ['USD' => '$', 'EUR' => '€', 'GBP' => '£'][$currency] ?? "$currency\u{A0}";
    $size = abs($cents);
    return ($cents < 0 ? '−' : '') . $symbol . number_format(intdiv($size, 100)) . sprintf('.%02d', $size % 100);
}

/** "14 Mar". */
function day(int $day): string
{
    return gmdate('j M', $day * 86_400);
}

/** The `time` element of a timestamp as PostgreSQL writes it, in UTC. */
function moment(string $time): string
{
    $date = substr($time, 0, 10);
    $display = (int) substr($time, 8, 2) . ' ' . MONTHS[(int) substr($time, 5, 2)] . ' ' . substr($time, 0, 4);
    return '<time datetime="' . $date . 'T' . substr($time, 11, 8) . 'Z">'
        . $display . ', ' . substr($time, 11, 5) . ' UTC</time>';
}

function badge(string $status): string
{
    [$tone, $label] = BADGES[$status];
    return "<span class=\"status status-$tone\">$label</span>";
}

function paragraphs(string $text): string
{
    $markup = '';
    $isOpen = false;
    foreach (explode("\n", $text) as $line) {
        $line = ltrim($line);
        if ($line !== '') {
            $markup .= ($isOpen ? '<br>' : '<p>') . e($line);
            $isOpen = true;
        } elseif ($isOpen) {
            $markup .= '</p>';
            $isOpen = false;
        }
    }
    return $isOpen ? "$markup</p>" : $markup;
}

function cover(string $slug, string $name): string
{
    $pattern = (hexdec(substr(hash('fnv1a32', $slug), 0, 2))) % 8;
    $initial = preg_match('/[\p{L}\p{N}]/u', $name, $match) ? strtoupper($match[0]) : '·';
    return "<span class=\"cover cover-$pattern\" data-initial=\"" . e($initial) . '" aria-hidden="true"></span>';
}
