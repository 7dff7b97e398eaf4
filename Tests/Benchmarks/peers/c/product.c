#include "peer.h"
#include <string.h>

int product_page(Buffer *to, Visit *visit, const char *slug) {
    Arguments arguments = {0};
    bind_text(&arguments, slug);
    PGresult *found = run(FIND_LISTING, &arguments);
    if (PQntuples(found) == 0) return PQclear(found), 404;

    Text name = text_at(found, 0, 3), format = text_at(found, 0, 4), status = text_at(found, 0, 7);
    Text seller = text_at(found, 0, 12), description = text_at(found, 0, 14);
    if (seller.count == 0) seller = TEXT("Independent seller");
    bool is_for_sale = status.count == 6 && !memcmp(status.bytes, "active", 6);
    bool is_own = visit->user && number_at(found, 0, 1) == visit->user, is_allowed = *bytes_at(found, 0, 15);
    if (!is_own && !(is_for_sale && is_allowed)) return PQclear(found), 404;

    begin_store_page(to, visit, name, seller, "");
    if (!is_for_sale) {
        PUT(to, "<p class=\"notice\">Only you can see this page: the product is ");
        put_text(to, status.bytes, status.count), PUT(to, ".</p>");
    }
    PUT(to, "\n<article class=\"product\">\n"), put_cover(to, text_at(found, 0, 2), name);
    PUT(to, "<div class=\"product-head\">\n<h1 dir=\"auto\">"), put_text(to, name.bytes, name.count);
    PUT(to, "</h1>\n<p class=\"by\">by <bdi>"), put_text(to, seller.bytes, seller.count);
    PUT(to, "</bdi></p>\n<p class=\"price price-large\">");
    put_money(to, number_at(found, 0, 5), text_at(found, 0, 6)), PUT(to, "</p>\n");
    if (format.count) {
        PUT(to, "<p class=\"small\" dir=\"auto\">"), put_text(to, format.bytes, format.count), PUT(to, "</p>");
    }
    PUT(to, "\n");
    if (is_for_sale) {
        PUT(to, "<p><a class=\"button button-wide\" href=\"/checkout/"), put_number(to, number_at(found, 0, 0));
        PUT(to, "\">Buy</a></p>\n<p class=\"small\">No account needed. An email address is enough.</p>\n\n");
    } else {
        PUT(to, "<p class=\"small\">Not for sale at the moment.</p>\n");
    }
    if (is_own) {
        PUT(to, "<p><a class=\"button button-quiet\" href=\"/dashboard/products/");
        put_number(to, number_at(found, 0, 0)), PUT(to, "/edit\">Edit</a></p>");
    }
    PUT(to, "\n</div>\n");
    if (description.count) {
        PUT(to, "<div class=\"prose\">\n<h2>About</h2>\n<div dir=\"auto\">"), put_paragraphs(to, description);
        PUT(to, "</div>\n</div>\n");
    }
    PUT(to, "</article>\n");
    end_page(to);
    PQclear(found);
    return 200;
}
