#include "peer.h"
#include <string.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

static const char months[12][4] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

int64_t day_of(Time time) { return time / 86400000000; }

static struct tm civil(int64_t seconds) {
    time_t clock = seconds;
    struct tm parts;
    gmtime_r(&clock, &parts);
    return parts;
}

int64_t first_of_month(int64_t day) { return day - civil(day * 86400).tm_mday + 1; }

void put_day(Buffer *to, int64_t day) {
    struct tm parts = civil(day * 86400);
    put_number(to, parts.tm_mday);
    PUT(to, " ");
    put_bytes(to, months[parts.tm_mon], 3);
}

static void put_two(Buffer *to, int number) {
    char digits[2] = {(char)('0' + number / 10 % 10), (char)('0' + number % 10)};
    put_bytes(to, digits, 2);
}

/// The whole `time` element.
void put_moment(Buffer *to, Time time) {
    struct tm parts = civil(time / 1000000);
    PUT(to, "<time datetime=\"");
    put_number(to, parts.tm_year + 1900), PUT(to, "-"), put_two(to, parts.tm_mon + 1), PUT(to, "-");
    put_two(to, parts.tm_mday), PUT(to, "T"), put_two(to, parts.tm_hour), PUT(to, ":"), put_two(to, parts.tm_min);
    PUT(to, ":"), put_two(to, parts.tm_sec), PUT(to, "Z\">");
    put_number(to, parts.tm_mday), PUT(to, " "), put_bytes(to, months[parts.tm_mon], 3), PUT(to, " ");
    put_number(to, parts.tm_year + 1900), PUT(to, ", "), put_two(to, parts.tm_hour), PUT(to, ":");
    put_two(to, parts.tm_min), PUT(to, " UTC</time>");
}

void put_money(Buffer *to, int64_t cents, Text currency) {
    if (cents < 0) PUT(to, "−"), cents = -cents;
    if (currency.count == 3 && !memcmp(currency.bytes, "USD", 3)) PUT(to, "$");
    else if (currency.count == 3 && !memcmp(currency.bytes, "EUR", 3)) PUT(to, "€");
    else if (currency.count == 3 && !memcmp(currency.bytes, "GBP", 3)) PUT(to, "£");
    else put_text(to, currency.bytes, currency.count), PUT(to, "\u00a0");
    char digits[32];
    char *start = digits + sizeof digits;
    int64_t units = cents / 100;
    int place = 0;
    do {
        if (place && place % 3 == 0) *--start = ',';
        *--start = (char)('0' + units % 10);
        units /= 10, place++;
    } while (units);
    put_bytes(to, start, (size_t)(digits + sizeof digits - start));
    PUT(to, "."), put_two(to, (int)(cents % 100));
}

void put_paragraphs(Buffer *to, Text text) {
    bool is_open = false;
    const char *line = text.bytes, *end = text.bytes + text.count;
    while (line <= end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop) stop = end;
        while (line < stop && (*line == ' ' || *line == '\t')) line++;
        if (line < stop) {
            if (is_open) PUT(to, "<br>");
            else PUT(to, "<p>");
            put_text(to, line, (size_t)(stop - line));
            is_open = true;
        } else if (is_open) {
            PUT(to, "</p>");
            is_open = false;
        }
        line = stop + 1;
    }
    if (is_open) PUT(to, "</p>");
}

void put_cover(Buffer *to, Text slug, Text name) {
    uint32_t hash = 2166136261;
    for (size_t index = 0; index < slug.count; index++) hash = (hash ^ (unsigned char)slug.bytes[index]) * 16777619;
    PUT(to, "<span class=\"cover cover-"), put_number(to, (hash >> 24) % 8), PUT(to, "\" data-initial=\"");
    const char *at = name.bytes, *end = name.bytes + name.count;
    wchar_t letter = 0;
    mbstate_t state = {0};
    while (at < end) {
        size_t step = mbrtowc(&letter, at, (size_t)(end - at), &state);
        if (step == 0 || step > 4) break;
        if (iswalnum((wint_t)letter)) {
            char upper[8];
            size_t count = wcrtomb(upper, (wchar_t)towupper((wint_t)letter), &state);
            if (count <= sizeof upper) put_text(to, upper, count);
            break;
        }
        at += step;
    }
    if (at >= end) PUT(to, "·");
    PUT(to, "\" aria-hidden=\"true\"></span>\n");
}

void put_status(Buffer *to, Text status) {
    static const struct { const char *word, *markup; } badges[] = {
        {"active", "good\">Published"}, {"draft", "busy\">Draft"}, {"archived", "quiet\">Archived"},
        {"created", "quiet\">Started"}, {"processing", "busy\">Processing"}, {"paid", "good\">Paid"},
        {"refunded", "quiet\">Refunded"}, {"cancelled", "bad\">Cancelled"},
    };
    PUT(to, "<span class=\"status status-");
    for (size_t index = 0; index < sizeof badges / sizeof *badges; index++)
        if (strlen(badges[index].word) == status.count && !memcmp(badges[index].word, status.bytes, status.count))
            put_bytes(to, badges[index].markup, strlen(badges[index].markup));
    PUT(to, "</span>\n");
}

void put_uuid(Buffer *to, const unsigned char *bytes) {
    static const char hex[] = "0123456789abcdef";
    char text[36], *at = text;
    for (int index = 0; index < 16; index++) {
        if (index == 4 || index == 6 || index == 8 || index == 10) *at++ = '-';
        *at++ = hex[bytes[index] >> 4], *at++ = hex[bytes[index] & 15];
    }
    put_bytes(to, text, sizeof text);
}
