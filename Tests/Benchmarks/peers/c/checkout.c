#include "peer.h"
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_uuid(const char *text, unsigned char bytes[16]) {
    if (strlen(text) != 36) return false;
    int count = 0;
    for (const char *at = text; *at; at++) {
        if (at - text == 8 || at - text == 13 || at - text == 18 || at - text == 23) {
            if (*at != '-') return false;
            continue;
        }
        int digit = *at >= '0' && *at <= '9' ? *at - '0' : *at >= 'a' && *at <= 'f' ? *at - 'a' + 10 : -1;
        if (digit < 0) return false;
        if (count % 2 == 0) bytes[count / 2] = (unsigned char)(digit << 4);
        else bytes[count / 2] |= (unsigned char)digit;
        count++;
    }
    return count == 32;
}

#define LANDING "/orders/{id}/success"

/// What tells this sending of the form from others: the browser, the form's number, and a digest of all that was sent.
typedef struct {
    unsigned char browser[32], number[16], digest[32];
} Sending;

static void bind_sending(Arguments *to, const Sending *sending) {
    bind_bytes(to, sending->browser, 32), bind_bytes(to, sending->number, 16);
}

static Sending read_sending(const Visit *visit, const unsigned char number[16]) {
    Sending sending;
    memcpy(sending.number, number, 16);
    SHA256((const unsigned char *)visit->secret, 64, sending.browser);
    static Buffer sent;
    sent.count = 0;
    put_bytes(&sent, visit->path, strlen(visit->path)), PUT(&sent, "\n"), put_bytes(&sent, visit->body, visit->body_count);
    sign(visit, sent.bytes, sent.count, sending.digest);
    return sending;
}

/// So much an hour from one address, for one buyer there, and in all in each of 16 parts; of the hour in microseconds,
/// what one order takes. The texts are the caller's.
static void bind_rates(Arguments *to, const char *address, const char *email, char subjects[1024]) {
    unsigned part = 0;
    for (const char *at = address; *at; at++) part += (unsigned char)*at;
    int count = snprintf(subjects, 1024, "{%s,\"%s ", address, address);
    for (; *email; email++) {
        if (*email == '"' || *email == '\\') subjects[count++] = '\\';
        subjects[count++] = *email >= 'A' && *email <= 'Z' ? *email | 0x20 : *email;
    }
    snprintf(subjects + count, 1024 - (size_t)count, "\",%u}", part % 16);
    bind_text(to, "{orders,buyer-orders,all-orders}"), bind_text(to, subjects), bind_text(to, "{6000000,120000000,180000}");
}

/// What the form is answered with before anything is bought: as it was before, or with a refusal; else 0.
static int arrive(const Visit *visit, const Sending *sending, const char *email, Buffer *location) {
    static const Statement statements[2] = {FIND_ANSWER, COUNT_ORDER};
    Arguments arguments[2] = {0};
    char subjects[1024];
    bind_sending(&arguments[0], sending), bind_rates(&arguments[1], visit->address, email, subjects);
    PGresult *results[2];
    run_together(2, statements, arguments, results);
    bool is_known = PQntuples(results[0]);
    int status = PQntuples(results[1]) ? 429 : is_known ? 422 : 0;
    if (is_known && !memcmp(bytes_at(results[0], 0, 0), sending->digest, 32)) {
        Text earlier = text_at(results[0], 0, 1);
        put_bytes(location, earlier.bytes, earlier.count);
        status = 303;
    }
    PQclear(results[0]), PQclear(results[1]);
    return status;
}

int buy(Visit *visit, int64_t product, Buffer *location) {
    char email[256], name[1024], number_text[64], shown[24];
    unsigned char number[16];
    if (!field(visit, "email", email, sizeof email) || !strchr(email, '@')) return 422;
    if (!field(visit, "name", name, sizeof name)) *name = 0;
    if (!field(visit, "form_id", number_text, sizeof number_text) || !read_uuid(number_text, number)) return 422;
    if (!field(visit, "shown_price", shown, sizeof shown)) return 422;
    Sending sending = read_sending(visit, number);
    int status = arrive(visit, &sending, email, location);
    if (status) return status;

    Arguments values = {0};
    bind_text(&values, email), bind_text(&values, name), bind_number(&values, product);
    bind_number(&values, atoll(shown)), bind_null(&values);
    bind_bytes(&values, sending.browser, 32), bind_number(&values, 200), bind_text(&values, LANDING);
    bind_number(&values, product), bind_text(&values, email);
    bind_sending(&values, &sending), bind_bytes(&values, sending.digest, 32);
    bind_text(&values, LANDING), bind_text(&values, ""), bind_sending(&values, &sending);
    PGresult *order = run(PLACE_ORDER, &values);
    if (PQntuples(order) == 0) return PQclear(order), 422;

    Arguments which = {0};
    bind_bytes(&which, bytes_at(order, 0, 0), 16), bind_text(&which, "30");
    PGresult *claimed = run(CLAIM_ORDER, &which);
    if (PQntuples(claimed)) {
        bool is_declined = number_at(claimed, 0, 7) == 40200 || !strncasecmp(email, "decline@", 8);
        Arguments outcome = {0}, sent = {0};
        bind_text(&outcome, is_declined ? "cancelled" : "paid"), bind_bytes(&outcome, bytes_at(claimed, 0, 0), 16);
        PQclear(run(SETTLE_ORDER, &outcome));
        // So that the form may be sent again.
        bind_sending(&sent, &sending);
        if (is_declined) PQclear(run(FORGET_ANSWER, &sent));
    }
    PUT(location, "/orders/"), put_uuid(location, bytes_at(order, 0, 0)), PUT(location, "/success");
    PQclear(order), PQclear(claimed);
    return 303;
}
