#include "peer.h"
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USER                                                                                                          \
    "users.id, users.email, users.name, users.role, users.created_at, users.updated_at, users.time_zone, "            \
    "users.suspension_reason"
#define PRODUCT                                                                                                       \
    "products.id, products.user_id, products.slug, products.name, products.format, products.price, "                  \
    "products.currency, products.status, products.created_at, products.updated_at, products.version, "                \
    "products.takedown_reason"
#define TABLES "products JOIN users ON users.id = products.user_id"
#define ALLOWED "products.taken_down_at IS NULL AND users.suspended_at IS NULL"
#define WAS_PUBLIC                                                                                                    \
    "(products.status = 'active' OR products.status = 'archived' AND EXISTS (SELECT FROM slugs "                      \
    "WHERE slugs.slug = products.slug))"
#define LISTING PRODUCT ", users.name, products.is_recent"
#define ORDER                                                                                                         \
    "orders.id, orders.product_id, orders.seller_id, orders.product_name, orders.email, orders.name, "               \
    "orders.status, orders.amount, orders.currency, orders.created_at, orders.updated_at"
#define NEWEST_ORDERS "ORDER BY orders.created_at DESC, orders.id DESC"

static const char *const texts[STATEMENTS] = {
    [FIND_SESSION] = "SELECT " USER ", sessions.created_at, last_seen_at, expires_at "
        "FROM sessions JOIN users ON users.id = user_id WHERE token_hash = $1 AND expires_at > $2 "
        "AND sessions.created_at <= $3 AND last_seen_at <= $4 AND suspended_at IS NULL",
    [NOTE_SESSION] = "UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE token_hash = $3",
    [FIND_LISTING] = "SELECT " LISTING ", products.description, " ALLOWED ", " WAS_PUBLIC " FROM " TABLES
        " WHERE products.slug = $1 AND products.deleted_at IS NULL",
    [SALES] = "SELECT day, orders, amount FROM sales WHERE seller_id = $1 AND currency = $2 "
        "AND day BETWEEN $3 AND $4",
    [ORDERS] = "SELECT " ORDER " FROM (SELECT * FROM orders WHERE orders.seller_id = $1 " NEWEST_ORDERS " LIMIT $2) "
        "AS orders " NEWEST_ORDERS,
    [PRODUCTS] = "SELECT " PRODUCT " FROM products WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT $2",
    [FIND_ANSWER] = "SELECT digest, location, flash FROM form_answers WHERE browser = $1 AND number = $2",
    [COUNT_ORDER] = "SELECT name, seconds FROM charge($1, $2, $3)",
    [PLACE_ORDER] = "WITH changed AS (INSERT INTO orders (product_id, email, name) "
        "SELECT products.id, $1, $2 FROM " TABLES " WHERE products.id = $3 AND products.status = 'active' AND " ALLOWED " "
        "AND products.price = $4 AND products.name = coalesce($5, products.name) "
        "AND NOT EXISTS (SELECT bought.created_at FROM ( SELECT location FROM form_answers "
        "WHERE browser = $6 AND created_at > now() - interval '1 day' LIMIT $7 ) AS form_answers CROSS JOIN LATERAL ( "
        "SELECT id, product_id, email, status, created_at FROM orders WHERE id = "
        "substring(form_answers.location FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid OFFSET 0 ) AS bought "
        "WHERE form_answers.location = replace($8, '{id}', bought.id::text) AND bought.product_id = $9 "
        "AND lower(bought.email COLLATE \"C\") = lower($10::text COLLATE \"C\") "
        "AND bought.status IN ('created', 'processing', 'paid')) FOR SHARE OF products RETURNING " ORDER "), "
        "noted AS ( INSERT INTO form_answers (browser, number, digest, location, flash) "
        "SELECT $11, $12, $13, replace($14, '{id}', id::text), $15 FROM changed LIMIT 1 ), "
        "swept AS ( DELETE FROM form_answers WHERE ctid = ANY (ARRAY( SELECT ctid FROM form_answers "
        "WHERE created_at < now() - interval '1 day' AND (browser, number) <> ($16, $17) "
        "ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED )) ) SELECT * FROM changed",
    [CLAIM_ORDER] = "UPDATE orders SET status = 'processing' WHERE id = $1 AND ( status = 'created' "
        "OR status = 'processing' AND updated_at < clock_timestamp() - $2 * interval '1 second' ) "
        "RETURNING " ORDER,
    [SETTLE_ORDER] = "UPDATE orders SET status = $1 WHERE id = $2 AND status = 'processing' RETURNING " ORDER,
    [FORGET_ANSWER] = "DELETE FROM form_answers WHERE browser = $1 AND number = $2",
};

static PGconn *connection;
static char pending_label[128];
static bool is_prepared[STATEMENTS];

static void fail(const char *what) {
    fprintf(stderr, "%s: %s", what, PQerrorMessage(connection));
    exit(1);
}

void connect_database(void) {
    const char *url = getenv("DATABASE_URL");
    connection = PQconnectdb(url ? url : "");
    if (PQstatus(connection) != CONNECTION_OK) fail("connect");
    PQclear(PQexec(connection, "SET timezone = 'UTC'; SET statement_timeout = 1500; SET lock_timeout = 1000"));
    if (!PQenterPipelineMode(connection)) fail("pipeline");
}

void label(const char *request_id) {
    if (strspn(request_id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") != strlen(request_id))
        request_id = "";
    snprintf(pending_label, sizeof pending_label, "SET application_name = 'nexus %.57s'", request_id);
}

/// What comes next, to be cleared; ends the process when it is an error.
static PGresult *next_result(void) {
    PGresult *next;
    // A NULL stands between two statements.
    while (!(next = PQgetResult(connection)))
        if (PQstatus(connection) == CONNECTION_BAD) fail("read");
    switch (PQresultStatus(next)) {
    case PGRES_PIPELINE_SYNC:
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK: return next;
    default: fail("result"); return NULL;
    }
}

void run_together(int count, const Statement *statements, const Arguments *arguments, PGresult **results) {
    bool is_labelled = *pending_label, is_new[STATEMENTS];
    if (is_labelled) {
        PQsendQueryParams(connection, pending_label, 0, NULL, NULL, NULL, NULL, 1);
        PQpipelineSync(connection);
        *pending_label = 0;
    }
    for (int index = 0; index < count; index++) {
        Statement statement = statements[index];
        const Arguments *values = &arguments[index];
        char name[16];
        snprintf(name, sizeof name, "s%d", statement);
        is_new[index] = !is_prepared[statement];
        if (is_new[index]) PQsendPrepare(connection, name, texts[statement], 0, NULL);
        is_prepared[statement] = true;
        if (!PQsendQueryPrepared(connection, name, values->count, values->values, values->lengths, values->formats, 1))
            fail("send");
    }
    if (!PQpipelineSync(connection)) fail("send");
    // The label has a synchronisation of its own.
    if (is_labelled) PQclear(next_result()), PQclear(next_result());
    for (int index = 0; index < count; index++) {
        if (is_new[index]) PQclear(next_result());
        results[index] = next_result();
    }
    PQclear(next_result());
}

PGresult *run(Statement statement, const Arguments *arguments) {
    PGresult *result;
    run_together(1, &statement, arguments, &result);
    return result;
}

static void bind(Arguments *to, const char *value, int length, int format) {
    to->values[to->count] = value, to->lengths[to->count] = length, to->formats[to->count++] = format;
}

void bind_null(Arguments *to) { bind(to, NULL, 0, 0); }
void bind_text(Arguments *to, const char *text) { bind(to, text, 0, 0); }
void bind_bytes(Arguments *to, const void *bytes, int count) { bind(to, bytes, count, 1); }

void bind_number(Arguments *to, int64_t number) {
    int64_t *place = &to->numbers[to->count];
    *place = (int64_t)htobe64((uint64_t)number);
    bind(to, (const char *)place, 8, 1);
}

// PostgreSQL counts from 2000-01-01.
void bind_time(Arguments *to, Time time) { bind_number(to, time - 946684800000000); }

void bind_day(Arguments *to, int64_t day) {
    uint32_t wire = htobe32((uint32_t)(day - 10957));
    memcpy(&to->numbers[to->count], &wire, 4);
    bind(to, (const char *)&to->numbers[to->count], 4, 1);
}

int64_t number_at(PGresult *result, int row, int column) {
    int64_t value;
    memcpy(&value, PQgetvalue(result, row, column), 8);
    return (int64_t)be64toh((uint64_t)value);
}

Time time_at(PGresult *result, int row, int column) { return number_at(result, row, column) + 946684800000000; }

int64_t day_at(PGresult *result, int row, int column) {
    uint32_t value;
    memcpy(&value, PQgetvalue(result, row, column), 4);
    return (int32_t)be32toh(value) + 10957;
}

Text text_at(PGresult *result, int row, int column) {
    return (Text){PQgetvalue(result, row, column), (size_t)PQgetlength(result, row, column)};
}

const unsigned char *bytes_at(PGresult *result, int row, int column) {
    return (const unsigned char *)PQgetvalue(result, row, column);
}
