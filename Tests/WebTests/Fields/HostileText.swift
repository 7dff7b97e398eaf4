import HTTP
import Testing

/// What strangers send where a page expects a few words.
struct HostileText: Sendable, CustomTestStringConvertible {
    let name: String
    /// As it is sent.
    let bytes: [UInt8]

    var testDescription: String { name }

    /// The long ones are sent as they are, wherever that can be done: that is more for the same bytes.
    private var isLong: Bool { bytes.count > 200 }

    /// For an address or a cookie, where only ASCII may stand.
    var coded: [UInt8] { Array(PercentCoding.encode(bytes, keeping: isLong ? Self.mayStand : Self.isWord).utf8) }

    /// For a field of a form.
    var inForm: [UInt8] { isLong ? bytes : coded }

    /// ASCII that can be seen, but what would end the value.
    private static func mayStand(_ byte: UInt8) -> Bool {
        (0x21..<0x7F).contains(byte) && !"&+#;/?\\".utf8.contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}

extension HostileText {
    /// Texts that cost something by their length; each is repeated.
    private static let pieces: [(name: String, piece: String)] = [
        ("marks of alternating class", "\u{301}\u{323}"),
        ("one mark", "\u{301}"),
        ("letters with marks", "a\u{301}\u{323}"),
        ("emoji joined to each other", "👩‍"),
        ("regional indicators", "🇨"),
        ("Hangul jamo", "\u{1112}\u{1161}\u{11AB}"),
        ("a ligature of eighteen letters", "\u{FDFA}"),
        ("characters of no width", "\u{200B}"),
        ("overrides of direction", "\u{202E}"),
        ("quotes", "\""),
        ("at signs", "@"),
        ("percent signs", "%"),
        ("percent codes", "%41"),
        ("blanks", " "),
        ("line ends", "\r\n"),
        ("dots and commas", "1.,"),
        ("digits", "9"),
    ]

    /// Each of the long ones, of as many bytes as asked for, or a few less so as not to end amid a piece.
    static func long(_ length: Int) -> [HostileText] {
        pieces.map { HostileText(name: "\(length) bytes of \($0.name)", bytes: filled($0.piece, length)) }
    }

    /// What the others are compared with.
    static func letters(_ length: Int) -> HostileText {
        HostileText(name: "\(length) letters", bytes: filled("a", length))
    }

    private static func filled(_ piece: String, _ length: Int) -> [UInt8] {
        var bytes = Array(piece.utf8)
        let whole = length - length % bytes.count
        bytes.reserveCapacity(2 * length + bytes.count)
        while bytes.count < whole { bytes += bytes }
        return Array(bytes.prefix(whole))
    }

    /// Texts that mean something to somebody else than who typed them.
    static let short = meanings.map { HostileText(name: $0.name, bytes: Array($0.text.utf8)) }

    private static let meanings: [(name: String, text: String)] = [
        ("nothing", ""), ("a NUL", "a\0b"), ("a line end in a header", "a\r\nSet-Cookie: a=b"),
        ("line separators", "a\u{2028}b\u{2029}c"), ("an override", "a\u{202E}b\u{2066}c"),
        ("a byte order mark", "\u{FEFF}"),
        ("a noncharacter", "\u{FFFE}\u{1FFFF}"), ("quotes", "\"'`<>"),
        ("markup", "</textarea><script>alert(1)</script>"),
        ("a template", "{{ 7*7 }}"), ("a template's statement", "{% x %}"),
        ("an interpolation", "\\(x) ${x} #{x} {id}"),
        ("an injection", "'; DROP TABLE users; --"), ("another", "1 OR 1=1"), ("wildcards", "%_*?"),
        ("a path", "../../etc/passwd"), ("another place", "//evil.test/"),
        ("a script's address", "javascript:alert(1)"),
        ("an id of nobody", "9223372036854775807"), ("twenty digits", "99999999999999999999"), ("a minus", "-1"),
        ("zero", "0"), ("an infinite number", "1e309"), ("not a number", "NaN"), ("a format", "%s%n%x%d"),
        ("Arabic digits", "١٢٣"), ("an id of somebody else", "1"),
        ("a nil UUID", "00000000-0000-0000-0000-000000000000"),
        ("a cookie's end", "a; b=c"), ("a second field", "a&price=1&email=eve@example.com"),
    ]

    /// Bytes that are no text.
    static let broken: [HostileText] = [
        HostileText(name: "half a character", bytes: [0xE2, 0x82]),
        HostileText(name: "a surrogate", bytes: [0xED, 0xA0, 0x80]),
        HostileText(name: "a slash in two bytes", bytes: [0xC0, 0xAF]),
    ]
}
