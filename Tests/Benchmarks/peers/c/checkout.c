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
    Arguments sought = {0};
    bind_number(&sought, product);
    PGresult *listing = run(LISTING_FOR_SALE, &sought);
    if (PQntuples(listing) == 0) return PQclear(listing), 404;
    int64_t price = number_at(listing, 0, 5);
    PQclear(listing);

    char email[256], name[1024], key_text[64], shown[24];
    unsigned char key[16];
    if (!field(visit, "email", email, sizeof email) || !strchr(email, '@')) return 422;
    if (!field(visit, "name", name, sizeof name)) *name = 0;
    if (!field(visit, "form_id", key_text, sizeof key_text) || !read_uuid(key_text, key)) return 422;

    Arguments same = {0};
    bind_number(&same, product), bind_bytes(&same, key, 16), bind_text(&same, email);
    PGresult *order = run(EXISTING_ORDER, &same);
    if (PQntuples(order) == 0) {
        if (field(visit, "shown_price", shown, sizeof shown) && atoll(shown) != price) return PQclear(order), 422;
        PQclear(order);
        Arguments values = {0};
        bind_number(&values, product), bind_text(&values, email), bind_text(&values, name);
        bind_bytes(&values, key, 16);
        order = run(PLACE_ORDER, &values);
        if (PQntuples(order) == 0) PQclear(order), order = run(EXISTING_ORDER, &same);
    }

    Arguments which = {0};
    bind_bytes(&which, bytes_at(order, 0, 0), 16), bind_time(&which, visit->now - 30000000);
    PGresult *claimed = run(CLAIM_ORDER, &which);
    if (PQntuples(claimed)) {
        bool is_declined = number_at(claimed, 0, 7) == 40200 || !strncasecmp(email, "decline@", 8);
        Arguments outcome = {0};
        bind_text(&outcome, is_declined ? "cancelled" : "paid"), bind_bytes(&outcome, bytes_at(claimed, 0, 0), 16);
        PGresult *settled = run(SETTLE_ORDER, &outcome);
        PQclear(order), PQclear(claimed);
        order = settled;
    } else {
        PQclear(claimed);
    }
    Text status = text_at(order, 0, 6);
    PUT(location, "/orders/"), put_uuid(location, bytes_at(order, 0, 0));
    if (status.count == 9 && !memcmp(status.bytes, "cancelled", 9)) PUT(location, "/declined");
    else PUT(location, "/success");
    PQclear(order);
    return 303;
}
