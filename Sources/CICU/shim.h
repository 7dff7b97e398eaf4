// ICU's functions carry its version in their names (unorm2_normalize_72), given to them by macros, so that Swift would
// have to name one version. These keep the version out of Swift. Each gives the length of what it wrote, or of the room
// it needs where that is more than `capacity`; -1 when ICU has no answer.
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

static inline int32_t icu_compose(const UChar *text, int32_t length, UChar *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t needed = unorm2_normalize(nfc, text, length, out, capacity, &status);
    return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? needed : -1;
}

static inline int32_t icu_decompose(const UChar *text, int32_t length, UChar *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    int32_t needed = unorm2_normalize(nfkd, text, length, out, capacity, &status);
    return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? needed : -1;
}

// UTS 46 as IDNA2008 wants it: non-transitional, host names' letters only, the rules for joiners and for right-to-left.
static inline UIDNA *icu_open_idna(UErrorCode *status) {
    return uidna_openUTS46(
        UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI |
            UIDNA_CHECK_CONTEXTJ,
        status);
}

static inline int32_t icu_domain_to_ascii(const char *name, int32_t length, char *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UIDNA *idna = icu_open_idna(&status);
    int32_t needed = uidna_nameToASCII_UTF8(idna, name, length, out, capacity, &info, &status);
    uidna_close(idna);
    return U_SUCCESS(status) && info.errors == 0 ? needed : -1;
}

static inline int32_t icu_domain_to_unicode(const char *name, int32_t length, char *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UIDNA *idna = icu_open_idna(&status);
    int32_t needed = uidna_nameToUnicodeUTF8(idna, name, length, out, capacity, &info, &status);
    uidna_close(idna);
    return U_SUCCESS(status) && info.errors == 0 ? needed : -1;
}

// In place. `rules` names the steps, in ASCII.
static inline int32_t icu_transliterate(const char *rules, UChar *text, int32_t length, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UChar id[128];
    u_uastrncpy(id, rules, 127);
    id[127] = 0;
    UTransliterator *steps = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE(status)) return -1;
    int32_t limit = length;
    utrans_transUChars(steps, text, &length, capacity, 0, &limit, &status);
    utrans_close(steps);
    return U_SUCCESS(status) ? length : -1;
}
