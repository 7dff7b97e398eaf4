// The store's busiest pages in hand-written C: what is the least that such a page can cost?
//
// One process answers one request at a time over one connection, as a worker of Nexus does. Pages are written straight
// into a buffer; nothing is allocated per request once the buffers have grown.
#pragma once
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef APP_CSS
#define APP_CSS "/static/app.css"
#define FAVICON "/static/favicon.svg"
#endif

// --- buffer.c: bytes of an answer -----------------------------------------------------------------------------------

typedef struct {
    char *bytes;
    size_t count, room;
} Buffer;

void put_bytes(Buffer *, const char *, size_t);
void put_number(Buffer *, int64_t);
/// Text, escaped for an element or a quoted attribute.
void put_text(Buffer *, const char *, size_t);
#define PUT(buffer, literal) put_bytes(buffer, literal, sizeof(literal) - 1)

// --- values.c: how values of the store read -------------------------------------------------------------------------

/// Microseconds since 1970.
typedef int64_t Time;
/// A text in a result of libpq, alive as long as the result.
typedef struct {
    const char *bytes;
    size_t count;
} Text;

void put_money(Buffer *, int64_t cents, Text currency);
void put_day(Buffer *, int64_t days_since_1970);
void put_moment(Buffer *, Time);
void put_paragraphs(Buffer *, Text);
void put_cover(Buffer *, Text slug, Text name);
void put_status(Buffer *, Text status);
void put_uuid(Buffer *, const unsigned char *);
int64_t day_of(Time);
int64_t first_of_month(int64_t day);

// --- database.c: prepared statements on one connection ----------------------------------------------------------------

typedef enum {
    FIND_SESSION, NOTE_SESSION, FIND_LISTING, SALES, ORDERS, PRODUCTS, FIND_ANSWER, COUNT_ORDER, PLACE_ORDER,
    CLAIM_ORDER, SETTLE_ORDER, FORGET_ANSWER, STATEMENTS
} Statement;

typedef struct {
    const char *values[24];
    int lengths[24], formats[24], count;
    int64_t numbers[24];
} Arguments;

void bind_null(Arguments *);
void bind_text(Arguments *, const char *);
void bind_bytes(Arguments *, const void *, int count);
void bind_number(Arguments *, int64_t);
void bind_time(Arguments *, Time);
void bind_day(Arguments *, int64_t day);

void connect_database(void);
/// Names the request in pg_stat_activity; travels with the next statement.
void label(const char *request_id);
/// The result, to be cleared; ends the process when the statement fails.
PGresult *run(Statement, const Arguments *);
/// The same for `count` different statements, all sent before the first is answered.
void run_together(int count, const Statement *, const Arguments *, PGresult **results);

int64_t number_at(PGresult *, int row, int column);
Time time_at(PGresult *, int row, int column);
int64_t day_at(PGresult *, int row, int column);
Text text_at(PGresult *, int row, int column);
const unsigned char *bytes_at(PGresult *, int row, int column);

// --- visit.c: who asks ----------------------------------------------------------------------------------------------

typedef struct {
    const char *method, *path, *cookies, *fetch_site, *origin, *address;
    char body[65536];
    size_t body_count;
    Time now;

    /// The session's token, the browser's secret, and the value of `form_token`.
    char token[65], secret[65], form_token[65];
    bool is_new_secret;
    /// Of the session; `user` is 0 for a visitor. `session` is to be cleared after the page is written.
    PGresult *session;
    int64_t user;
    Text viewer_name;
    /// Seconds the cookie lives on when the session was extended, else 0.
    int64_t extended;
} Visit;

void resume_session(Visit *);
void recognize_browser(Visit *);
/// 32 bytes that are the same for the same text of the same browser.
void sign(const Visit *, const char *text, size_t, unsigned char code[32]);
bool comes_from_here(const Visit *);
/// The value of a field of the posted form, decoded into `value`; false when it is missing or does not fit.
bool field(const Visit *, const char *name, char *value, size_t room);

// --- layout.c: what surrounds every page ----------------------------------------------------------------------------

/// `title` and `by` may be empty; together they make the summary.
void begin_store_page(Buffer *, const Visit *, Text title, Text by, const char *section);
void begin_workspace_page(Buffer *, const Visit *, const char *title, const char *section);
void end_page(Buffer *);
void put_order_table(Buffer *, PGresult *orders, int rows);
#define TEXT(literal) ((Text){literal, sizeof(literal) - 1})

// --- the pages; each gives its status -------------------------------------------------------------------------------

int product_page(Buffer *, Visit *, const char *slug);
int dashboard_page(Buffer *, Visit *);
int orders_page(Buffer *, Visit *);
int login_page(Buffer *, Visit *);
/// Writes where to go next into `location`.
int buy(Visit *, int64_t product, Buffer *location);
