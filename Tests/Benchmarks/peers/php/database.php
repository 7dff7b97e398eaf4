<?php

declare(strict_types=1);

const USER_COLUMNS = 'users.id, users.email, users.name, users.role, users.created_at, users.updated_at,'
    . ' users.time_zone, users.suspension_reason';
const PRODUCT_COLUMNS = 'products.id, products.user_id, products.slug, products.name, products.format, products.price,'
    . ' products.currency, products.status, products.created_at, products.updated_at, products.version,'
    . ' products.takedown_reason';
const LISTING_COLUMNS = PRODUCT_COLUMNS . ', users.name, products.is_recent';
const LISTINGS = 'products JOIN users ON users.id = products.user_id';
const ALLOWED = 'products.taken_down_at IS NULL AND users.suspended_at IS NULL';
const WAS_PUBLIC = "(products.status = 'active' OR products.status = 'archived' AND EXISTS (SELECT FROM slugs"
    . ' WHERE slugs.slug = products.slug))';
const ORDER_COLUMNS = 'orders.id, orders.product_id, orders.seller_id, orders.product_name, orders.email, orders.name,'
    . ' orders.status, orders.amount, orders.currency, orders.created_at, orders.updated_at';
const NEWEST_ORDERS = 'ORDER BY orders.created_at DESC, orders.id DESC';

const STATEMENTS = [
    'find_session' => 'SELECT ' . USER_COLUMNS . ", sessions.created_at, last_seen_at, expires_at
        FROM sessions JOIN users ON users.id = user_id WHERE token_hash = $1 AND expires_at > $2
        AND sessions.created_at <= $3 AND last_seen_at <= $4 AND suspended_at IS NULL",
    'note_session' => 'UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE token_hash = $3',
    'find_listing' => 'SELECT ' . LISTING_COLUMNS . ', products.description, ' . ALLOWED . ', ' . WAS_PUBLIC
        . ' FROM ' . LISTINGS . ' WHERE products.slug = $1 AND products.deleted_at IS NULL',
    'sales' => 'SELECT day, orders, amount FROM sales WHERE seller_id = $1 AND currency = $2 AND day BETWEEN $3 AND $4',
    'orders' => 'SELECT ' . ORDER_COLUMNS . ' FROM (SELECT * FROM orders WHERE orders.seller_id = $1 ' . NEWEST_ORDERS
        . ' LIMIT $2) AS orders ' . NEWEST_ORDERS,
    'products' => 'SELECT ' . PRODUCT_COLUMNS . ' FROM products WHERE user_id = $1 AND deleted_at IS NULL'
        . ' ORDER BY id DESC LIMIT $2',
    'find_answer' => 'SELECT digest, location, flash FROM form_answers WHERE browser = $1 AND number = $2',
    'count_order' => 'SELECT name, seconds FROM charge($1, $2, $3)',
    'place_order' => 'WITH changed AS (INSERT INTO orders (product_id, email, name)'
        . ' SELECT products.id, $1, $2 FROM ' . LISTINGS . " WHERE products.id = $3 AND products.status = 'active'"
        . ' AND ' . ALLOWED . " AND products.price = $4 AND products.name = coalesce($5, products.name)
        AND NOT EXISTS (SELECT bought.created_at FROM ( SELECT location FROM form_answers
        WHERE browser = $6 AND created_at > now() - interval '1 day' LIMIT $7 ) AS form_answers CROSS JOIN LATERAL (
        SELECT id, product_id, email, status, created_at FROM orders WHERE id =
        substring(form_answers.location FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid OFFSET 0 ) AS bought
        WHERE form_answers.location = replace($8, '{id}', bought.id::text) AND bought.product_id = $9
        AND lower(bought.email COLLATE \"C\") = lower($10::text COLLATE \"C\")
        AND bought.status IN ('created', 'processing', 'paid')) FOR SHARE OF products RETURNING " . ORDER_COLUMNS . "),
        noted AS ( INSERT INTO form_answers (browser, number, digest, location, flash)
        SELECT $11, $12, $13, replace($14, '{id}', id::text), $15 FROM changed LIMIT 1 ),
        swept AS ( DELETE FROM form_answers WHERE ctid = ANY (ARRAY( SELECT ctid FROM form_answers
        WHERE created_at < now() - interval '1 day' AND (browser, number) <> ($16, $17)
        ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED )) ) SELECT * FROM changed",
    'claim_order' => "UPDATE orders SET status = 'processing' WHERE id = $1 AND ( status = 'created'"
        . " OR status = 'processing' AND updated_at < clock_timestamp() - $2 * interval '1 second' ) RETURNING "
        . ORDER_COLUMNS,
    'settle_order' => "UPDATE orders SET status = $1 WHERE id = $2 AND status = 'processing' RETURNING "
        . ORDER_COLUMNS,
    'forget_answer' => 'DELETE FROM form_answers WHERE browser = $1 AND number = $2',
];

/** The connection, which outlives the request; labelled with the request's id the first time it is asked for. */
function database(): PgSql\Connection
{
    static $connection = null;
    if ($connection === null) {
        $options = rawurlencode('-c timezone=UTC -c statement_timeout=1500 -c lock_timeout=1000');
        $connection = pg_pconnect(getenv('DATABASE_URL') . "&options=$options");
        if ($_SERVER['NEXUS_LABEL'] === 'on') {
            $id = preg_replace('/[^0-9A-Za-z-]/', '', $_SERVER['REQUEST_ID']);
            pg_query($connection, "SET application_name = 'nexus $id'");
        }
    }
    return $connection;
}

/** The rows of a statement, as lists of texts. The connection keeps what it has prepared from request to request. */
function run(string $name, array $values): array
{
    $result = @pg_execute(database(), $name, $values);
    if ($result === false) {
        // Not yet prepared on this connection.
        pg_prepare(database(), $name, STATEMENTS[$name]) || throw new RuntimeException(pg_last_error(database()));
        $result = pg_execute(database(), $name, $values);
        $result || throw new RuntimeException(pg_last_error(database()));
    }
    return pg_fetch_all($result, PGSQL_NUM);
}
