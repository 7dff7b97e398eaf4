#include "peer.h"
#include <stdlib.h>
#include <string.h>

static void reserve(Buffer *buffer, size_t more) {
    if (buffer->count + more <= buffer->room) return;
    buffer->room = (buffer->count + more) * 2;
    buffer->bytes = realloc(buffer->bytes, buffer->room);
    if (!buffer->bytes) abort();
}

void put_bytes(Buffer *buffer, const char *bytes, size_t count) {
    reserve(buffer, count);
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

void put_number(Buffer *buffer, int64_t value) {
    char digits[24];
    char *start = digits + sizeof digits;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        *--start = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) *--start = '-';
    put_bytes(buffer, start, (size_t)(digits + sizeof digits - start));
}

void put_text(Buffer *buffer, const char *text, size_t count) {
    // The longest replacement has six bytes.
    reserve(buffer, count * 6);
    char *to = buffer->bytes + buffer->count;
    for (size_t index = 0; index < count; index++) {
        char byte = text[index];
        switch (byte) {
        case '&': memcpy(to, "&amp;", 5), to += 5; break;
        case '<': memcpy(to, "&lt;", 4), to += 4; break;
        case '>': memcpy(to, "&gt;", 4), to += 4; break;
        case '"': memcpy(to, "&quot;", 6), to += 6; break;
        case '\'': memcpy(to, "&#39;", 5), to += 5; break;
        default: *to++ = byte;
        }
    }
    buffer->count = (size_t)(to - buffer->bytes);
}
