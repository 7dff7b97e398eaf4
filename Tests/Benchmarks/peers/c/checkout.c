#include "peer.h"
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

int buy(Visit *visit, int64_t product, Buffer *location) {
    char email[256], name[1024], key_text[64], shown[24];
    unsigned char key[16];
    if (!field(visit, "email", email, sizeof email) || !strchr(email, '@')) return 422;
    if (!field(visit, "name", name, sizeof name)) *name = 0;
    if (!field(visit, "form_id", key_text, sizeof key_text) || !read_uuid(key_text, key)) return 422;

    Arguments values = {0};
    bind_text(&values, email), bind_text(&values, name), bind_bytes(&values, key, 16), bind_number(&values, product);
    if (field(visit, "shown_price", shown, sizeof shown)) bind_number(&values, atoll(shown));
    else bind_null(&values);
    PGresult *order = run(PLACE_ORDER, &values);
    if (PQntuples(order) == 0) {
        PQclear(order);
        Arguments same = {0};
        bind_number(&same, product), bind_bytes(&same, key, 16), bind_text(&same, email);
        order = run(EXISTING_ORDER, &same);
    }
    if (PQntuples(order) == 0) {
        PQclear(order);
        Arguments sought = {0};
        bind_number(&sought, product);
        PGresult *listing = run(LISTING_FOR_SALE, &sought);
        int status = PQntuples(listing) ? 422 : 404;
        PQclear(listing);
        return status;
    }

    Arguments which = {0};
    bind_bytes(&which, bytes_at(order, 0, 0), 16), bind_text(&which, "30");
    PGresult *claimed = run(CLAIM_ORDER, &which);
    if (PQntuples(claimed)) {
        bool is_declined = number_at(claimed, 0, 7) == 40200 || !strncasecmp(email, "decline@", 8);
        Arguments outcome = {0};
        bind_text(&outcome, is_declined ? "cancelled" : "paid"), bind_bytes(&outcome, bytes_at(claimed, 0, 0), 16);
        PQclear(run(SETTLE_ORDER, &outcome));
    }
    PUT(location, "/orders/"), put_uuid(location, bytes_at(order, 0, 0)), PUT(location, "/success");
    PQclear(order), PQclear(claimed);
    return 303;
}
