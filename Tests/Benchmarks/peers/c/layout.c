#include "peer.h"
#include <string.h>

#define HEAD                                                                                                          \
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"                                        \
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"                                     \
    "<meta name=\"color-scheme\" content=\"light dark\">\n"                                                          \
    "<link rel=\"icon\" href=\"" FAVICON "\" type=\"image/svg+xml\">\n"                                              \
    "<link rel=\"stylesheet\" href=\"" APP_CSS "\">\n<title dir=\"auto\">"
#define SKIP                                                                                                          \
    "<a class=\"skip\" href=\"#main\">Skip to content</a>\n<header class=\"site-header\">\n"                         \
    "<a class=\"brand\" href=\"/\"><img src=\"" FAVICON "\" alt=\"\" width=\"28\" height=\"28\">Nexus</a>\n"
#define MAIN "<main id=\"main\" tabindex=\"-1\">\n\n"
#define CURRENT "aria-current=\"page\""

static void put_account(Buffer *to, const Visit *visit) {
    PUT(to, "<form class=\"account\" method=\"post\" action=\"/auth/logout\">\n<bdi class=\"account-name\">");
    put_text(to, visit->viewer_name.bytes, visit->viewer_name.count);
    PUT(to, "</bdi>\n<input type=\"hidden\" name=\"form_token\" value=\"");
    put_text(to, visit->form_token, 64);
    PUT(to, "\">\n<button class=\"quiet-button\">Log out</button>\n</form>\n");
}

static void put_entry(Buffer *to, const char *start, const char *end, bool is_current) {
    put_bytes(to, start, strlen(start));
    if (is_current) PUT(to, CURRENT);
    put_bytes(to, end, strlen(end));
}

void begin_store_page(Buffer *to, const Visit *visit, Text title, Text by, const char *section) {
    PUT(to, HEAD);
    put_text(to, title.bytes, title.count);
    PUT(to, " · Nexus</title>\n");
    if (by.count) {
        PUT(to, "<meta name=\"description\" content=\"");
        put_text(to, title.bytes, title.count), PUT(to, ", by "), put_text(to, by.bytes, by.count);
        PUT(to, "\">");
    }
    PUT(to, "\n</head>\n<body class=\"store\">\n" SKIP "<nav class=\"site-nav\" aria-label=\"Main\">\n<ul>\n");
    put_entry(to, "<li><a href=\"/\" ", ">Products</a></li>\n", !strcmp(section, "home"));
    if (visit->user) {
        PUT(to, "<li><a href=\"/dashboard\">Dashboard</a></li>\n");
    } else {
        put_entry(to, "<li><a href=\"/auth/login\" ", ">Log in</a></li>\n", !strcmp(section, "login"));
        put_entry(to, "<li><a href=\"/auth/register\" ", ">Start selling</a></li>\n", !strcmp(section, "register"));
    }
    PUT(to, "</ul>\n</nav>\n");
    if (visit->user) put_account(to, visit);
    PUT(to, "</header>\n" MAIN);
}

void begin_workspace_page(Buffer *to, const Visit *visit, const char *title, const char *section) {
    PUT(to, HEAD);
    put_bytes(to, title, strlen(title));
    PUT(to, " · Nexus</title>\n</head>\n<body class=\"dashboard\">\n" SKIP);
    put_account(to, visit);
    PUT(to, "</header>\n<nav class=\"side-nav\" aria-label=\"Main\">\n<ul>\n");
    put_entry(to, "<li><a href=\"/dashboard\" ", ">Overview</a></li>\n", !strcmp(section, "dashboard"));
    put_entry(to, "<li><a href=\"/dashboard/products\" ", ">Products</a></li>\n", !strcmp(section, "products"));
    put_entry(to, "<li><a href=\"/dashboard/orders\" ", ">Orders</a></li>\n", !strcmp(section, "orders"));
    put_entry(to, "<li class=\"apart\"><a href=\"/dashboard/account\" ", ">Account</a></li>\n",
        !strcmp(section, "account"));
    PUT(to, "<li><a href=\"/\">Visit store</a></li>\n</ul>\n</nav>\n" MAIN);
}

void end_page(Buffer *to) {
    PUT(to, "</main>\n<footer class=\"site-footer\">\n<p>Bought straight from the person who made it. No tracking, no "
            "scripts.</p>\n</footer>\n</body>\n</html>\n");
}

void put_order_table(Buffer *to, PGresult *orders, int rows) {
    PUT(to, "<table class=\"rows\">\n<thead>\n<tr><th scope=\"col\">Product</th><th scope=\"col\">Buyer</th>"
            "<th scope=\"col\">Status</th><th scope=\"col\" class=\"number\">Amount</th>"
            "<th scope=\"col\">Placed</th></tr>\n</thead>\n<tbody>\n");
    for (int row = 0; row < rows; row++) {
        Text product = text_at(orders, row, 3), email = text_at(orders, row, 4);
        PUT(to, "<tr>\n<th scope=\"row\"><a href=\"/dashboard/orders/");
        put_uuid(to, bytes_at(orders, row, 0)), PUT(to, "\" dir=\"auto\">"), put_text(to, product.bytes, product.count);
        PUT(to, "</a></th>\n<td data-label=\"Buyer\"><bdi>"), put_text(to, email.bytes, email.count);
        PUT(to, "</bdi></td>\n<td data-label=\"Status\">"), put_status(to, text_at(orders, row, 6));
        PUT(to, "</td>\n<td data-label=\"Amount\" class=\"number\">");
        put_money(to, number_at(orders, row, 7), text_at(orders, row, 8));
        PUT(to, "</td>\n<td data-label=\"Placed\">"), put_moment(to, time_at(orders, row, 9));
        PUT(to, "</td>\n</tr>\n");
    }
    PUT(to, "</tbody>\n</table>\n");
}
