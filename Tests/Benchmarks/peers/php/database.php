<?php

declare(strict_types=1);

const USER_COLUMNS = 'users.id, users.email, users.name, users.role, users.created_at, users.updated_at';
const PRODUCT_COLUMNS = 'products.id, products.user_id, products.slug, products.name, products.description,'
    . ' products.price, products.currency, products.status, products.created_at, products.updated_at';
// The same without the description, for lists.
const LISTED_COLUMNS = 'products.id, products.user_id, products.slug, products.name, NULL::text, products.price,'
    . ' products.currency, products.status, products.created_at, products.updated_at';
const LISTING = PRODUCT_COLUMNS . ', users.name FROM products JOIN users ON users.id = products.user_id';
const ORDER_COLUMNS = 'orders.id, orders.product_id, orders.seller_id, orders.product_name, orders.email, orders.name,'
    . ' orders.status, orders.amount, orders.currency, orders.created_at, orders.updated_at';

const STATEMENTS = [
    'find_session' => 'SELECT ' . USER_COLUMNS . ', sessions.created_at, last_seen_at, expires_at FROM sessions'
        . ' JOIN users ON users.id = user_id WHERE token_hash = $1 AND expires_at > $2',
    'note_session' => 'UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE token_hash = $3',
    'find_listing' => 'SELECT ' . LISTING
        . " WHERE products.slug = $1 AND products.deleted_at IS NULL AND (products.status = 'active' OR products.user_id = $2)",
    'sales' => 'SELECT day, orders, amount FROM sales WHERE seller_id = $1 AND currency = $2 AND day BETWEEN $3 AND $4',
    'orders' => 'SELECT ' . ORDER_COLUMNS . ' FROM orders WHERE orders.seller_id = $1'
        . ' ORDER BY orders.created_at DESC, orders.id DESC LIMIT $2',
    'products' => 'SELECT ' . LISTED_COLUMNS . ' FROM products WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT $2',
    'listing_for_sale' => 'SELECT ' . LISTING . " WHERE products.id = $1 AND products.status = 'active'",
    'existing_order' => 'SELECT ' . ORDER_COLUMNS . ' FROM orders'
        . ' WHERE product_id = $1 AND checkout_key = $2 AND lower(email COLLATE "C") = lower($3 COLLATE "C")',
    'place_order' => 'INSERT INTO orders (product_id, email, name, checkout_key)'
        . " SELECT id, $1, $2, $3 FROM products WHERE id = $4 AND status = 'active' AND price = coalesce($5, price)"
        . ' FOR SHARE'
        . ' ON CONFLICT (product_id, checkout_key, lower(email COLLATE "C")) DO NOTHING RETURNING ' . ORDER_COLUMNS,
    'claim_order' => "UPDATE orders SET status = 'processing' WHERE id = $1 AND ( status = 'created'"
        . " OR status = 'processing' AND updated_at < clock_timestamp() - $2 * interval '1 second' ) RETURNING "
        . ORDER_COLUMNS,
    'settle_order' => "UPDATE orders SET status = $1 WHERE id = $2 AND status = 'processing' RETURNING "
        . ORDER_COLUMNS,
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
