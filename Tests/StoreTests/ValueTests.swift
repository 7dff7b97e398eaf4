import Store
import Testing

@testable import Store

@Suite("Values are parsed once, at the edge")
struct ValueTests {
    @Test(
        "an amount is read as people type it",
        arguments: [
            ("29.99", 2_999), ("29,99", 2_999), ("29", 2_900), ("29.9", 2_990), (" $29.99 ", 2_999), ("0", 0),
            ("0.01", 1), ("999999.99", 99_999_999), ("007", 700), ("999999999999999.99", 99_999_999_999_999_999),
            // Case 27
            ("1,299.00", 129_900), ("$1,299.00", 129_900), ("1.299,00", 129_900), ("1 299,5", 129_950),
            ("1\u{202F}299,50", 129_950), ("1'299.00", 129_900), ("1,299,000", 129_900_000), ("1 000", 100_000),
            ("$ 5", 500), ("USD 29", 2_900), ("29 usd", 2_900), ("US$29", 2_900), ("１，２９９．００", 129_900),
            ("١٢", 1_200), ("٢٩٫٩٩", 2_999), ("\u{200E}29.99\u{200B}", 2_999), ("\u{202A}$29.99\u{202C}", 2_999),
        ])
    func money(typed: String, cents: Int64) {
        #expect(Money(typed: typed)?.cents == cents)
    }

    @Test(
        "what is no amount is none, and never traps",
        arguments: [
            "", " ", ".", "-1", "+1", "1.", ".5", "1.234", "1e3", "1e300", "0x10", "NaN", "29.99 x", "$29 USD", "€$5",
            "9999999999999999", "99999999999999999999999999999", "1..2", "$", "1.-1", "$$5",
            // Case 27: which of two amounts is meant cannot be told, and the wrong one is a thousand times the other.
            "1,299", "1.299", "0,001", "1,29,900.00", "1,299.0000", "12,99.00", "1.299.00", "1,299 000", "1 29",
        ])
    func noMoney(typed: String) {
        #expect(Money(typed: typed) == nil)
    }

    // Case 27
    @Test(
        "the currency is the one that is named, or the usual one",
        arguments: [
            ("29 €", "EUR"), ("29€", "EUR"), ("€1,299.00", "EUR"), ("29 EUR", "EUR"), ("£5", "GBP"), ("29", "USD"),
            ("$29", "USD"),
        ])
    func currency(typed: String, code: String) throws {
        let money = try #require(Money(typed: typed))
        #expect(money.currency.code == code)
        #expect(Money(typed: money.typed) == money)
    }

    @Test(
        "an amount reads back as it would be typed",
        arguments: [(2_999, "29.99"), (5, "0.05"), (0, "0.00"), (-150, "-1.50")])
    func typed(cents: Int64, text: String) {
        #expect(Money(cents: cents).typed == text)
    }

    @Test(
        "an address that browsers accept is one",
        arguments: [
            "a@b", "iris@example.com", "  iris@example.com ", "o'neil+x@sub.example.co.uk", "a.b@c-d.org",
        ])
    func email(typed: String) {
        #expect(EmailAddress(typed) != nil)
    }

    // Cases 8 and 9
    @Test(
        "an address is the same in any spelling, and without what nobody can see",
        arguments: [
            ("info@müller.de", "info@xn--mller-kva.de"), ("info@mu\u{308}ller.de", "info@xn--mller-kva.de"),
            ("info@MÜLLER.DE", "info@xn--mller-kva.de"), ("info@xn--mller-kva.de", "info@xn--mller-kva.de"),
            ("iris@example.com\u{200B}", "iris@example.com"), ("\u{202A}iris@example.com\u{202C}", "iris@example.com"),
            ("ir\u{AD}is@exam\u{200D}ple.com\t", "iris@example.com"), ("\u{FEFF}a@ｂ.de", "a@b.de"),
            ("a@نامه\u{200C}ای.com", "a@xn--mgba3gch31f060k.com"),
        ])
    func emailSpelling(typed: String, text: String) {
        #expect(EmailAddress(typed)?.text == text)
    }

    // Case 8
    @Test(
        "an address is shown as its owner writes it",
        arguments: [
            ("info@xn--mller-kva.de", "info@müller.de"), ("a--b@example.com", "a--b@example.com"),
            ("a@xn--zzzzzzzz-.de-x", "a@xn--zzzzzzzz-.de-x"), ("iris@example.com", "iris@example.com"),
        ])
    func emailShown(stored: String, shown: String) {
        #expect(EmailAddress(sql: stored)?.shown == shown)
    }

    // Case 21
    @Test(
        "a name of nothing that can be seen is empty, and one with something is kept without the rest",
        arguments: [
            ("\u{200B}", ""), (" \u{3164}\u{2800} ", ""), ("\u{202E}", ""), ("\u{202A}Mara\u{202C}\u{200B}", "Mara"),
            ("Mara\tLind", "Mara Lind"),
            (String(repeating: "e\u{323}\u{302}", count: 255), String(repeating: "ệ", count: 255)),
        ])
    func name(typed: String, text: String) {
        #expect(PersonName(typed)?.text.utf8.elementsEqual(text.utf8) == true)
    }

    @Test(
        "what browsers do not accept is none",
        arguments: [
            "", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b..c", "a@-b.c", "a@b-.c", "a@b.c\n.d", "ä@b.c", "a@b_c.d",
            "a@ü_c.d", "a@-ü.d",
            "a@" + String(repeating: "x", count: 64) + ".de", String(repeating: "x", count: 250) + "@b.de", "a\0@b.c",
        ])
    func noEmail(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    @Test(
        "a number in a path is plain digits from 1 up to 64 bits",
        arguments: [
            ("1", true), ("42", true), ("9223372036854775807", true), ("9223372036854775808", false), ("0", false),
            ("01", false), ("-1", false), ("+1", false), ("", false), ("1a", false), ("١", false), (" 1", false),
        ])
    func identifier(text: String, reads: Bool) {
        #expect((Product.ID(text) != nil) == reads)
    }

    @Test(
        "an order's number has one spelling",
        arguments: [
            ("00000000-0000-4000-8000-000000000000", true), ("0123ABCD-0000-4000-8000-000000000000", false),
            ("0123abcd-0000-4000-8000-000000000000", true), ("0123abcd000040008000000000000000", false), ("", false),
            ("0123abcd-0000-4000-8000-00000000000g", false), ("0123abcd-0000-4000-8000-000000000000 ", false),
        ])
    func uuid(text: String, reads: Bool) {
        #expect((UUID(text)?.description == text) == reads)
    }

    @Test("a fresh number is of version 4, and no two are alike")
    func randomUUID() {
        let numbers = (0..<100).map { _ in UUID.random().description }
        #expect(Set(numbers).count == 100)
        #expect(numbers.allSatisfy { $0.dropFirst(14).first == "4" && "89ab".contains($0.dropFirst(19).first ?? " ") })
    }

    // Case 29
    @Test(
        "a slug is made of a name's letters and digits",
        arguments: [
            ("My First Awesome Course!", "my-first-awesome-course"), ("  --A  b--c ", "a-b-c"), ("日本語", "ri-ben-yu"),
            ("Über Äpfel", "uber-apfel"), ("100% Wool", "100-wool"), ("🎸", "product"), ("Łopata", "lopata"),
            ("Straße", "strasse"), ("Cre\u{300}me", "creme"), ("Привет, мир", "privet-mir"),
            (String(repeating: "ab ", count: 60), String(repeating: "ab-", count: 19) + "ab"),
        ])
    func slug(name: String, text: String) {
        #expect(Slug.suggestion(for: name).text == text.prefix(60).description)
    }

    @Test("a slug whose first choice is taken gets a tail, within 80 characters")
    func variedSlug() {
        let long = Slug.suggestion(for: String(repeating: "x", count: 255))
        let varied = [long.varied(), long.varied()]
        #expect(varied[0] != varied[1])
        #expect(varied.allSatisfy { Slug($0.text) == $0 })
    }

    @Test("a moment that is moved too far stops at the end of time")
    func timestamps() {
        #expect(Timestamp(microseconds: 0).moved(seconds: .max).microseconds == .max)
        #expect(Timestamp(microseconds: 0).moved(seconds: .min).microseconds == .min)
        #expect(Timestamp(microseconds: .max).day.number == 106_751_991)
        #expect(Timestamp(microseconds: .min).secondsOfDay >= 0)
    }

    @Test(
        "days know their months and leap years",
        arguments: [
            (0, 1970, 1, 1), (-1, 1969, 12, 31), (11_016, 2000, 2, 29), (20_526, 2026, 3, 14), (-141_427, 1582, 10, 15),
            (-719_468, 0, 3, 1), (-719_469, 0, 2, 29),
        ])
    func civil(number: Int, year: Int, month: Int, day: Int) {
        #expect(Day(number: number).civil == (year, month, day))
    }

    @Test("a session's token is read in one spelling only, and its hash is 32 bytes")
    func token() {
        let token = SessionToken.random()
        #expect(SessionToken(token.text) == token)
        #expect(SessionToken(token.text.uppercased() + "A") == nil)
        #expect(SessionToken(String(token.text.dropLast())) == nil)
        #expect(SessionToken(String(repeating: "G", count: 64)) == nil)
        #expect(token.hash.count == 32)
        #expect(token.hash != SessionToken.random().hash)
    }

    @Test(
        "the test gateway declines what its documentation names, and nothing else",
        arguments: [
            (40_200, "iris@example.com", PaymentOutcome.declined), (40_201, "iris@example.com", .approved),
            (100, "DECLINE@example.com", .declined), (100, "declined@example.com", .approved), (0, "a@b", .approved),
        ])
    func gateway(cents: Int64, email: String, outcome: PaymentOutcome) throws {
        let payment = Payment(order: .random(), amount: Money(cents: cents), email: try #require(EmailAddress(email)))
        #expect(TestGateway().charge(payment) == outcome)
    }
}
