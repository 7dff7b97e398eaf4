#include "peer.h"
#include <fcgiapp.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *parameter(FCGX_Request *request, const char *name) {
    const char *value = FCGX_GetParam(name, request->envp);
    return value ? value : "";
}

static Time now(void) {
    struct timespec clock;
    clock_gettime(CLOCK_REALTIME, &clock);
    return (Time)clock.tv_sec * 1000000 + clock.tv_nsec / 1000;
}

static int answer(Visit *visit, Buffer *page, Buffer *location) {
    bool is_post = !strcmp(visit->method, "POST");
    char path[512];
    size_t length = strcspn(visit->path, "?");
    if (length >= sizeof path) return 404;
    memcpy(path, visit->path, length), path[length] = 0;

    resume_session(visit);
    recognize_browser(visit);
    if (is_post && !comes_from_here(visit)) return 403;
    if (!strncmp(path, "/checkout/", 10) && is_post) return buy(visit, atoll(path + 10), location);
    if (is_post) return 405;
    if (!strncmp(path, "/products/", 10)) return product_page(page, visit, path + 10);
    if (!strcmp(path, "/auth/login")) {
        int status = login_page(page, visit);
        if (status == 303) PUT(location, "/dashboard");
        return status;
    }
    bool is_dashboard = !strcmp(path, "/dashboard"), is_orders = !strcmp(path, "/dashboard/orders");
    if (!is_dashboard && !is_orders) return 404;
    if (!visit->user) return PUT(location, "/auth/login"), 303;
    return is_dashboard ? dashboard_page(page, visit) : orders_page(page, visit);
}

static void put_head(Buffer *head, const Visit *visit, int status, const Buffer *page, const Buffer *location) {
    if (status == 200) PUT(head, "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n");
    else if (status == 303) PUT(head, "Status: 303 See Other\r\n");
    else PUT(head, "Status: "), put_number(head, status), PUT(head, " Refused\r\n");
    if (location->count) PUT(head, "Location: "), put_bytes(head, location->bytes, location->count), PUT(head, "\r\n");
    bool is_public = !strncmp(visit->path, "/products/", 10);
    if (is_public && !visit->user) PUT(head, "Cache-Control: no-cache\r\n");
    else PUT(head, "Cache-Control: no-store\r\n");
    if (!is_public) PUT(head, "X-Robots-Tag: noindex\r\n");
    if (visit->extended) {
        PUT(head, "Set-Cookie: __Host-nexus="), put_bytes(head, visit->token, 64), PUT(head, "; Path=/; Max-Age=");
        put_number(head, visit->extended), PUT(head, "; Secure; HttpOnly; SameSite=Lax\r\n");
    }
    if (visit->is_new_secret && (visit->user || strstr(visit->path, "/auth/login"))) {
        PUT(head, "Set-Cookie: __Host-nexus-form="), put_bytes(head, visit->secret, 64);
        PUT(head, "; Path=/; Secure; HttpOnly; SameSite=Lax\r\n");
    }
    PUT(head, "Content-Length: "), put_number(head, (int64_t)page->count), PUT(head, "\r\n\r\n");
}

int main(void) {
    setlocale(LC_CTYPE, "C.UTF-8");
    connect_database();
    if (FCGX_Init()) return 1;
    FCGX_Request request;
    FCGX_InitRequest(&request, 0, 0);
    // Spares libfcgi waiting for nginx to hang up first.
    request.detached = 1;
    static Visit visit;
    static Buffer head, page, location;
    while (FCGX_Accept_r(&request) == 0) {
        head.count = page.count = location.count = 0;
        visit.now = now();
        visit.method = parameter(&request, "REQUEST_METHOD"), visit.path = parameter(&request, "REQUEST_URI");
        visit.cookies = parameter(&request, "HTTP_COOKIE"), visit.origin = parameter(&request, "HTTP_ORIGIN");
        visit.fetch_site = parameter(&request, "HTTP_SEC_FETCH_SITE");
        visit.address = parameter(&request, "REMOTE_ADDR");
        visit.is_new_secret = false;
        visit.session = NULL, visit.user = 0, visit.extended = 0;
        int read = FCGX_GetStr(visit.body, sizeof visit.body, request.in);
        visit.body_count = read > 0 ? (size_t)read : 0;
        label(parameter(&request, "REQUEST_ID"));

        int status = answer(&visit, &page, &location);
        put_head(&head, &visit, status, &page, &location);
        FCGX_PutStr(head.bytes, (int)head.count, request.out);
        if (page.count) FCGX_PutStr(page.bytes, (int)page.count, request.out);
        FCGX_Finish_r(&request);
        PQclear(visit.session);
    }
}
