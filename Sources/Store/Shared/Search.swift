internal import Characters
internal import Postgres

extension SQL {
    /// An address as all of them are compared: A to Z as a to z, in any database, whatever its locale. The indexes are on
    /// this same expression.
    static func address(_ text: SQL) -> SQL { "lower(\(text) COLLATE \"C\")" }

    static func address(_ email: EmailAddress) -> SQL { address("\(email)::text") }

    /// A name as names are searched: in small letters by Unicode's rule, in the order of its bytes.
    static func folded(_ text: SQL) -> SQL { "(lower(\(text) COLLATE \"und-x-icu\") COLLATE \"C\")" }

    /// Whether one begins with the other, both folded. Nothing typed acts as a wildcard; U+10FFFF comes after every other
    /// character.
    static func text(_ text: SQL, startsWith beginning: SQL) -> SQL {
        "(\(text) >= \(beginning) AND \(text) < \(beginning) || chr(1114111))"
    }
}

/// What was typed to find something by.
struct SearchText: Sendable {
    /// How many rows that match by their beginning are looked at, in the order of the text. So a search costs the same
    /// however many rows strangers have planted under one beginning; who wants fewer types more.
    static let matches = 500
    /// How many of the latest rows are looked through for what has no index: the middle of an address, a name.
    static let window = 2_000

    let text: String

    /// nil for nothing but blanks, which asks for nothing.
    init?(_ typed: String?) {
        guard let typed else { return nil }
        // What can be found is shorter (255 characters), so what is longer finds nothing, cut or not.
        let text = TypedText.line(String(decoding: typed.utf8.prefix(Self.longest), as: UTF8.self))
        guard !text.isEmpty else { return nil }
        self.text = text
    }

    /// In bytes; it is compared with each row of the window.
    private static let longest = 1_024

    var address: SQL { .address("\(text)::text") }
    var folded: SQL { .folded("\(text)::text") }
}
