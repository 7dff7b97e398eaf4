import Characters
import Testing

@Suite("Names in any script have a form for machines")
struct NamesTests {
    // Case 8
    @Test(
        "a domain name in another script has an ASCII form, and back (IDNA2008: ß is not ss)",
        arguments: [
            ("müller.de", "xn--mller-kva.de"), ("straße.de", "xn--strae-oqa.de"), ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
            ("نامه\u{200C}ای.com", "xn--mgba3gch31f060k.com"), ("example.com", "example.com"),
        ])
    func domain(unicode: String, ascii: String) {
        #expect(DomainName.ascii(unicode) == ascii)
        #expect(DomainName.unicode(ascii) == unicode)
    }

    // Case 8
    @Test(
        "other spellings of a domain name are the same one",
        arguments: [("MÜLLER.de", "xn--mller-kva.de"), ("mu\u{308}ller。ｄｅ", "xn--mller-kva.de")])
    func spellings(typed: String, ascii: String) {
        #expect(DomainName.ascii(typed) == ascii)
    }

    @Test(
        "what is no domain name has no such form",
        arguments: ["ü ber.de", "ü_b.de", "-ü.de", "a\u{200D}ü.de", "ü..de", String(repeating: "ü", count: 600)])
    func noDomain(typed: String) {
        #expect(DomainName.ascii(typed) == nil)
    }

    // Case 29
    @Test(
        "any script is spelled in the letters of ASCII",
        arguments: [
            ("Łopata", "lopata"), ("Straße", "strasse"), ("Cre\u{300}me", "creme"), ("日本語", "ri ben yu"),
            ("Æsir Øl þing", "aesir ol thing"), ("İstanbul ılık", "istanbul ilik"), ("Привет", "privet"),
            ("соль", "sol"), ("Ελλάδα", "ellada"), ("ﬁne ２９", "fine 29"), ("Việt Nam", "viet nam"), ("Mara", "mara"),
        ])
    func letters(text: String, ascii: String) {
        #expect(LatinLetters.of(text) == ascii)
    }

    // Case 29
    @Test(
        "every living script has letters left",
        arguments: ["دورة التصوير", "한국어", "ไทย", "हिन्दी", "שלום", "ქართული", "தமிழ்", "አማርኛ"])
    func scripts(text: String) {
        let ascii = LatinLetters.of(text)
        #expect(ascii.utf8.count >= 3 && ascii.utf8.allSatisfy { $0 < 0x80 }, "\(ascii)")
    }
}
