#include "peer.h"
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static void write_hex(const unsigned char bytes[32], char hex[65]) {
    static const char digits[] = "0123456789abcdef";
    for (int index = 0; index < 32; index++)
        hex[index * 2] = digits[bytes[index] >> 4], hex[index * 2 + 1] = digits[bytes[index] & 15];
    hex[64] = 0;
}

/// A cookie that is 64 lower-case hexadecimal digits.
static bool token_cookie(const char *cookies, const char *name, char token[65]) {
    size_t length = strlen(name);
    for (const char *at = cookies; at && *at;) {
        while (*at == ' ') at++;
        const char *end = strchrnul(at, ';');
        if ((size_t)(end - at) == length + 65 && !memcmp(at, name, length) && at[length] == '='
            && strspn(at + length + 1, "0123456789abcdef") == 64) {
            memcpy(token, at + length + 1, 64);
            token[64] = 0;
            return true;
        }
        at = *end ? end + 1 : end;
    }
    return false;
}

void resume_session(Visit *visit) {
    if (!token_cookie(visit->cookies, "__Host-nexus", visit->token)) return;
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)visit->token, 64, hash);
    Arguments arguments = {0};
    bind_bytes(&arguments, hash, sizeof hash), bind_time(&arguments, visit->now);
    bind_time(&arguments, visit->now + 60000000), bind_time(&arguments, visit->now + 60000000);
    PGresult *found = visit->session = run(FIND_SESSION, &arguments);
    if (PQntuples(found) == 0) return;
    visit->user = number_at(found, 0, 0);
    visit->viewer_name = text_at(found, 0, 2);
    if (visit->viewer_name.count == 0) visit->viewer_name = text_at(found, 0, 1);
    // A request within a minute of the last noted one is not noted again.
    if (time_at(found, 0, 9) + 60000000 >= visit->now) return;
    Time end = visit->now + 7200000000, last = time_at(found, 0, 8) + 43200000000;
    if (last < end) end = last;
    Arguments note = {0};
    bind_time(&note, visit->now), bind_time(&note, end), bind_bytes(&note, hash, sizeof hash);
    PQclear(run(NOTE_SESSION, &note));
    visit->extended = (end - visit->now) / 1000000;
}

void sign(const Visit *visit, const char *text, size_t count, unsigned char code[32]) {
    HMAC(EVP_sha256(), visit->secret, 64, (const unsigned char *)text, count, code, NULL);
}

void recognize_browser(Visit *visit) {
    unsigned char bytes[32];
    if (!token_cookie(visit->cookies, "__Host-nexus-form", visit->secret)) {
        if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) abort();
        write_hex(bytes, visit->secret);
        visit->is_new_secret = true;
    }
    sign(visit, "form", 4, bytes);
    write_hex(bytes, visit->form_token);
}

bool comes_from_here(const Visit *visit) {
    if (*visit->fetch_site) return !strcmp(visit->fetch_site, "same-origin") || !strcmp(visit->fetch_site, "none");
    if (*visit->origin) return !strcasecmp(visit->origin, getenv("NEXUS_BASE_URL"));
    char typed[65];
    return !visit->is_new_secret && field(visit, "form_token", typed, sizeof typed) && strlen(typed) == 64
        && !strcmp(typed, visit->form_token);
}

static int hex(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    digit |= 0x20;
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool field(const Visit *visit, const char *name, char *value, size_t room) {
    size_t length = strlen(name);
    const char *at = visit->body, *end = visit->body + visit->body_count;
    while (at < end) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        if (!stop) stop = end;
        if ((size_t)(stop - at) > length && !memcmp(at, name, length) && at[length] == '=') {
            size_t count = 0;
            for (at += length + 1; at < stop; at++) {
                if (count + 1 >= room) return false;
                if (*at == '%') {
                    if (stop - at < 3 || hex(at[1]) < 0 || hex(at[2]) < 0) return false;
                    value[count] = (char)(hex(at[1]) * 16 + hex(at[2]));
                    if (value[count++] == 0) return false;
                    at += 2;
                } else {
                    value[count++] = *at == '+' ? ' ' : *at;
                }
            }
            value[count] = 0;
            return true;
        }
        at = stop + 1;
    }
    return false;
}
