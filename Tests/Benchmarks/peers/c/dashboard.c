#include "peer.h"
#include <string.h>

enum { DAYS = 30, STEP = 20, GAP = 6, HEIGHT = 160, SHOWN = 5, PAGE = 20 };

typedef struct { int64_t orders, cents; } Figures;
typedef struct { Figures today, month, days[DAYS]; int64_t first; int best; } Report;

static void bind_sales(Arguments *arguments, const Visit *visit) {
    int64_t today = day_of(visit->now), month = first_of_month(today), first = today - DAYS + 1;
    bind_number(arguments, visit->user), bind_text(arguments, "USD");
    bind_day(arguments, month < first ? month : first), bind_day(arguments, today);
}

static void bind_list(Arguments *arguments, const Visit *visit, int limit) {
    bind_number(arguments, visit->user), bind_number(arguments, limit);
}

static Report read_sales(PGresult *rows, const Visit *visit) {
    int64_t today = day_of(visit->now), month = first_of_month(today);
    Report report = {.first = today - DAYS + 1};
    for (int row = 0; row < PQntuples(rows); row++) {
        int64_t day = day_at(rows, row, 0);
        Figures figures = {number_at(rows, row, 1), number_at(rows, row, 2)};
        if (day == today) report.today = figures;
        if (day >= month) report.month.orders += figures.orders, report.month.cents += figures.cents;
        if (day >= report.first && day <= today) report.days[day - report.first] = figures;
    }
    for (int day = 0; day < DAYS; day++)
        if (report.days[day].cents > report.days[report.best].cents) report.best = day;
    return report;
}

static void put_figure(Buffer *to, Figures figures) {
    put_money(to, figures.cents, TEXT("USD")), PUT(to, "</p><p>"), put_number(to, figures.orders);
    if (figures.orders == 1) PUT(to, " order</p></div>\n");
    else PUT(to, " orders</p></div>\n");
}

static void put_chart(Buffer *to, const Report *report) {
    int64_t most = report->days[report->best].cents;
    PUT(to, "<section class=\"panel chart\" aria-labelledby=\"chart-title\">\n<div class=\"section-head\">\n"
            "<h2 id=\"chart-title\">Last 30 days</h2>\n");
    if (most > 0) {
        PUT(to, "<p class=\"small\">Best day: "), put_day(to, report->first + report->best), PUT(to, ", ");
        put_money(to, most, TEXT("USD")), PUT(to, "</p>");
    }
    PUT(to, "\n</div>\n");
    if (most > 0) {
        PUT(to, "<svg viewBox=\"0 0 600 160\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Bar chart of sales by "
                "day. The same figures are in the table below.\">\n");
        for (int day = 0; day < DAYS; day++) {
            int64_t cents = report->days[day].cents;
            int64_t tall = cents > 0 ? (int64_t)((__int128)cents * HEIGHT / most) : 0;
            if (cents > 0 && tall < 3) tall = 3;
            PUT(to, "<rect x=\""), put_number(to, day * STEP + GAP / 2), PUT(to, "\" y=\"");
            put_number(to, HEIGHT - tall), PUT(to, "\" width=\""), put_number(to, STEP - GAP);
            PUT(to, "\" height=\""), put_number(to, tall), PUT(to, "\"><title>"), put_day(to, report->first + day);
            PUT(to, ": "), put_money(to, cents, TEXT("USD")), PUT(to, "</title></rect>\n");
        }
        PUT(to, "</svg>\n<p class=\"chart-axis\" aria-hidden=\"true\"><span>"), put_day(to, report->first);
        PUT(to, "</span><span>"), put_day(to, report->first + DAYS - 1), PUT(to, "</span></p>\n");
    } else {
        PUT(to, "<p class=\"chart-empty\">No sales in these days. They will show up here as bars, one for each "
                "day.</p>\n");
    }
    PUT(to, "<details>\n<summary>Show the figures as a table</summary>\n<table class=\"plain-table\">\n"
            "<caption>Sales by day, UTC</caption>\n<thead><tr><th scope=\"col\">Day</th><th scope=\"col\" "
            "class=\"number\">Orders</th><th scope=\"col\" class=\"number\">Sales</th></tr></thead>\n<tbody>\n");
    for (int day = 0; day < DAYS; day++) {
        PUT(to, "<tr><th scope=\"row\">"), put_day(to, report->first + day), PUT(to, "</th><td class=\"number\" data-label=\"Orders\">");
        put_number(to, report->days[day].orders), PUT(to, "</td><td class=\"number\" data-label=\"Sales\">");
        put_money(to, report->days[day].cents, TEXT("USD")), PUT(to, "</td></tr>\n");
    }
    PUT(to, "</tbody>\n</table>\n</details>\n</section>\n");
}

static void put_product_table(Buffer *to, PGresult *products) {
    PUT(to, "<table class=\"rows\">\n<thead>\n<tr><th scope=\"col\">Name</th><th scope=\"col\">Status</th>"
            "<th scope=\"col\" class=\"number\">Price</th><th scope=\"col\">Changed</th></tr>\n</thead>\n<tbody>\n");
    for (int row = 0; row < PQntuples(products); row++) {
        Text name = text_at(products, row, 3);
        PUT(to, "<tr>\n<th scope=\"row\"><a href=\"/dashboard/products/"), put_number(to, number_at(products, row, 0));
        PUT(to, "/edit\" dir=\"auto\">"), put_text(to, name.bytes, name.count);
        PUT(to, "</a></th>\n<td data-label=\"Status\">"), put_status(to, text_at(products, row, 7));
        PUT(to, "</td>\n<td data-label=\"Price\" class=\"number\">");
        put_money(to, number_at(products, row, 5), text_at(products, row, 6));
        PUT(to, "</td>\n<td data-label=\"Changed\">"), put_moment(to, time_at(products, row, 9));
        PUT(to, "</td>\n</tr>\n");
    }
    PUT(to, "</tbody>\n</table>\n");
}

int dashboard_page(Buffer *to, Visit *visit) {
    static const Statement statements[3] = {SALES, ORDERS, PRODUCTS};
    Arguments arguments[3] = {0};
    bind_sales(&arguments[0], visit), bind_list(&arguments[1], visit, SHOWN), bind_list(&arguments[2], visit, SHOWN);
    PGresult *results[3];
    run_together(3, statements, arguments, results);
    Report report = read_sales(results[0], visit);
    PGresult *orders = results[1], *products = results[2];
    begin_workspace_page(to, visit, "Dashboard", "dashboard");
    PUT(to, "<div class=\"page-head\">\n<h1>Overview</h1>\n<a class=\"button\" href=\"/dashboard/products/new\">New "
            "product</a>\n</div>\n<section class=\"figures\" aria-label=\"Sales\">\n"
            "<div class=\"figure\"><h2>Today, UTC</h2><p class=\"amount\">");
    put_figure(to, report.today);
    PUT(to, "<div class=\"figure\"><h2>This month, UTC</h2><p class=\"amount\">"), put_figure(to, report.month);
    PUT(to, "</section>\n");
    put_chart(to, &report);
    PUT(to, "<section aria-labelledby=\"latest-orders\">\n<div class=\"section-head\"><h2 id=\"latest-orders\">Latest "
            "orders</h2><a href=\"/dashboard/orders\">All orders</a></div>\n");
    if (PQntuples(orders)) put_order_table(to, orders, PQntuples(orders));
    else PUT(to, "<div class=\"empty\">\n<p>No orders yet. Publish a product and send its link to somebody who would "
                 "like it.</p>\n</div>\n");
    PUT(to, "</section>\n<section aria-labelledby=\"own-products\">\n<div class=\"section-head\"><h2 "
            "id=\"own-products\">Your products</h2><a href=\"/dashboard/products\">All products</a></div>\n");
    if (PQntuples(products)) put_product_table(to, products);
    else PUT(to, "<div class=\"empty\">\n<p>You have no products yet. A name and a price are enough to "
                 "start.</p>\n</div>\n");
    PUT(to, "</section>\n");
    end_page(to);
    PQclear(results[0]), PQclear(orders), PQclear(products);
    return 200;
}

int orders_page(Buffer *to, Visit *visit) {
    Arguments arguments = {0};
    bind_list(&arguments, visit, PAGE + 1);
    PGresult *orders = run(ORDERS, &arguments);
    begin_workspace_page(to, visit, "Orders", "orders");
    PUT(to, "<h1>Orders</h1>\n<form class=\"search\" role=\"search\" aria-label=\"Orders\" method=\"get\" "
            "action=\"/dashboard/orders\">\n<div class=\"field\">\n<label for=\"q\">Buyer's email begins with</label>\n"
            "<input id=\"q\" name=\"q\" type=\"search\" value=\"\" autocomplete=\"off\" inputmode=\"email\" dir=\"auto\">\n</div>\n"
            "<div class=\"field\">\n<label for=\"status\">Status</label>\n<select id=\"status\" name=\"status\">\n"
            "<option value=\"\" selected>All</option>\n<option value=\"created\" >Started</option>\n"
            "<option value=\"processing\" >Processing</option>\n<option value=\"paid\" >Paid</option>\n"
            "<option value=\"refunded\" >Refunded</option>\n<option value=\"cancelled\" >Cancelled</option>\n"
            "</select>\n</div>\n<button class=\"button\" type=\"submit\">Search</button>\n\n</form>\n");
    if (PQntuples(orders)) put_order_table(to, orders, PQntuples(orders) < PAGE ? PQntuples(orders) : PAGE);
    else PUT(to, "<div class=\"empty\">\n<h2>No orders yet</h2>\n<p>Every sale will be listed here, down to the cent. "
                 "Publish a product and send its link around.</p>\n</div>\n");
    if (PQntuples(orders) > PAGE) {
        PUT(to, "<nav class=\"pager\" aria-label=\"Pages\">\n\n<a class=\"button button-quiet\" "
                "href=\"/dashboard/orders?before=");
        put_number(to, time_at(orders, PAGE - 1, 9)), PUT(to, "-");
        put_uuid(to, bytes_at(orders, PAGE - 1, 0)), PUT(to, "\" rel=\"next\">Older orders</a>\n</nav>\n");
    }
    end_page(to);
    PQclear(orders);
    return 200;
}
