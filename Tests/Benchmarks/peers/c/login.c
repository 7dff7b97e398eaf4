#include "peer.h"
#include <stdlib.h>
#include <sys/random.h>

int login_page(Buffer *to, Visit *visit) {
    if (visit->user) return 303;
    unsigned char number[16];
    if (getrandom(number, sizeof number, 0) != sizeof number) abort();
    begin_store_page(to, visit, TEXT("Log in"), TEXT(""), "login");
    PUT(to, "<div class=\"narrow\">\n<h1>Log in</h1>\n\n<form class=\"panel\" method=\"post\" action=\"/auth/login\">\n"
            "<input type=\"hidden\" name=\"form_token\" value=\"");
    put_text(to, visit->form_token, 64);
    PUT(to, "\"><input type=\"hidden\" name=\"form_id\" value=\""), put_uuid(to, number);
    PUT(to, "\">\n\n<div class=\"field\">\n<label for=\"email\">Email</label>\n\n\n<input dir=\"auto\" id=\"email\" "
            "name=\"email\" type=\"email\" value=\"\" autocomplete=\"email\"  required  \n>\n</div>\n<div class=\"field\">\n"
            "<label for=\"password\">Password</label>\n\n\n<input id=\"password\" name=\"password\" type=\"password\" "
            "value=\"\" autocomplete=\"current-password\"  required  \n>\n</div>\n"
            "<button class=\"button button-wide\" type=\"submit\">Log in</button>\n</form>\n<p class=\"beside\">No account "
            "yet? <a href=\"/auth/register\">Start selling</a>. Buyers need none.</p>\n</div>\n");
    end_page(to);
    return 200;
}
