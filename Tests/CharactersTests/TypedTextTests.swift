import Testing

@testable import Characters

@Suite("What is typed is taken as it was meant")
struct TypedTextTests {
    // Case 9
    @Test(
        "a line has no blanks or invisible characters at its ends, no line end, and nothing that turns a direction",
        arguments: [
            ("Mara Lind", "Mara Lind"), ("  Mara\u{200B}", "Mara"), ("\u{202A}Mara\u{202C}", "Mara"),
            ("Ma\u{202E}ra", "Mara"), ("Mara\tLind\t", "Mara Lind"), ("Mara\r\nLind", "Mara Lind"),
            ("Mara\u{2028}Lind", "Mara Lind"), ("Mara\u{85}Lind\u{B}", "Mara Lind"), ("Ma\u{7}ra", "Mara"),
            ("\u{FEFF}Mara\u{AD}\u{2060}", "Mara"), ("Mara\u{FFFE}", "Mara"), ("\u{200F}دورة\u{200E}", "دورة"),
            ("Cre\u{300}me", "Crème"), ("I ❤\u{FE0F}", "I ❤\u{FE0F}"), ("نامه\u{200C}ای", "نامه\u{200C}ای"), ("", ""),
            (" \u{200B}\t", ""),
        ])
    func line(typed: String, text: String) {
        #expect(Array(TypedText.line(typed).utf8) == Array(text.utf8))
    }

    @Test("a flag made of tag characters keeps them, also at the end")
    func flag() {
        let scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"
        #expect(Array(TypedText.line(scotland).utf8) == Array(scotland.utf8))
    }

    // Case 9
    @Test(
        "in several lines each kind of line end is an LF, a tab stays, and no other control character does",
        arguments: [
            ("a\r\nb\rc\nd\u{85}e\u{2028}f\u{2029}g\u{B}h\u{C}i", "a\nb\nc\nd\ne\nf\ng\nh\ni"), ("a\tb", "a\tb"),
            ("a\u{1}\u{9F}b\u{FFFE}", "ab"), ("\r\n\r\na\r\n\r\nb\r\n", "a\n\nb"),
            ("a \u{202E}b\u{202C} c", "a \u{202E}b\u{202C} c"),
        ])
    func lines(typed: String, text: String) {
        #expect(Array(TypedText.lines(typed).utf8) == Array(text.utf8))
    }

    @Test("a NUL stays, to be refused")
    func nul() {
        #expect(TypedText.line("a\0b") == "a\0b" && TypedText.lines("a\0b") == "a\0b")
    }

    // Case 22
    @Test(
        "a password has one spelling, and nothing of it is lost",
        arguments: [
            ("Mu\u{308}ller-cafe\u{301}", "Müller-café"), (" a b ", " a b "), ("a\u{A0}b\u{3000}c", "a b c"),
            ("a\u{200B}b", "a\u{200B}b"),
        ])
    func password(typed: String, text: String) {
        #expect(Array(TypedText.password(typed).utf8) == Array(text.utf8))
    }

    // Case 21
    @Test(
        "what shows nothing is not visible, and any letter, digit, sign or picture is",
        arguments: [
            ("", false), (" ", false), ("\u{200B}", false), ("\u{2800}", false), ("\u{3164}\u{115F}", false),
            ("\u{301}", false), ("\u{202E}\u{AD}", false), ("\u{FE0F}", false), ("a", true), ("۳", true), ("…", true),
            ("❤", true), ("\u{200B}日", true),
        ])
    func visible(text: String, isVisible: Bool) {
        #expect(text.isVisible == isVisible)
    }

    @Test("the kinds of characters are those of the standard library's tables")
    func kinds() {
        for value in 0...0x10FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let known = scalar.properties
            if scalar.isBlank != known.isWhitespace || scalar.isIgnorable != known.isDefaultIgnorableCodePoint
                || scalar.isControl != (known.generalCategory == .control)
                || scalar.isNoncharacter != known.isNoncharacterCodePoint
            {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }

    @Test("what was normalised once stays as it is, whatever it was")
    func stable() {
        var random = SystemRandomNumberGenerator()
        let odd: [ClosedRange<UInt32>] = [
            0x0...0x7F, 0x300...0x345, 0x1100...0x11FF, 0x915...0x95F, 0xF71...0xF84, 0x2000...0x206F, 0xFE00...0xFE0F,
            0x1D15E...0x1D164,
        ]
        for _ in 0..<2_000 {
            let scalars = (0..<Int.random(in: 0...80, using: &random)).compactMap { _ in
                odd.randomElement(using: &random).flatMap { Unicode.Scalar(UInt32.random(in: $0, using: &random)) }
            }
            let text = String(String.UnicodeScalarView(scalars))
            let line = TypedText.line(text)
            let lines = TypedText.lines(text)
            #expect(line.utf8.elementsEqual(TypedText.line(line).utf8))
            #expect(lines.utf8.elementsEqual(TypedText.lines(lines).utf8))
            #expect(TypedText.password(text).utf8.elementsEqual(TypedText.password(TypedText.password(text)).utf8))
        }
    }
}
