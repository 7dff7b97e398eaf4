/// Finds lines in a text of SQL statements, so that an error can name one.
struct ScriptLines {
    private let text: [UInt8]
    private var index = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// The line of a place that the server gives in characters from 1.
    static func line(ofCharacter position: Int, in text: String) -> Int {
        text.unicodeScalars.prefix(max(position - 1, 0)).reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
    }

    /// The line on which a statement begins; `nil` if the text has no such statement.
    /// - Parameter number: counted from 0; empty statements do not count.
    static func line(ofStatement number: Int, in text: String) -> Int? {
        var scanner = ScriptLines(text)
        for _ in 0..<max(number, 0) { scanner.skipStatement() }
        scanner.skipBlank()
        guard scanner.index < scanner.text.count else { return nil }
        return 1 + scanner.text[..<scanner.index].count { $0 == UInt8(ascii: "\n") }
    }

    private func starts(with word: StaticString) -> Bool {
        word.withUTF8Buffer { text[index...].starts(with: $0) }
    }

    /// White space, comments and stray semicolons.
    private mutating func skipBlank() {
        while index < text.count {
            if starts(with: "--") || starts(with: "/*") {
                skipComment()
            } else if text[index] <= UInt8(ascii: " ") || text[index] == UInt8(ascii: ";") {
                index += 1
            } else {
                return
            }
        }
    }

    private mutating func skipComment() {
        if starts(with: "--") {
            while index < text.count, text[index] != UInt8(ascii: "\n") { index += 1 }
            return
        }
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                index += 2
            } else if starts(with: "*/") {
                depth -= 1
                index += 2
            } else {
                index += 1
            }
        } while depth > 0 && index < text.count
    }

    private mutating func skipStatement() {
        skipBlank()
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: ";"):
                index += 1
                return
            case UInt8(ascii: "'"), UInt8(ascii: "\""): skipQuoted()
            case UInt8(ascii: "$"): skipDollarQuoted()
            default:
                if starts(with: "--") || starts(with: "/*") { skipComment() } else { index += 1 }
            }
        }
    }

    /// A doubled quote inside reads as two texts side by side, which comes to the same. After `E'`, `\'` does not end it.
    private mutating func skipQuoted() {
        let quote = text[index]
        let escapes = index > 0 && (text[index - 1] | 0x20) == UInt8(ascii: "e") && quote == UInt8(ascii: "'")
        index += 1
        while index < text.count, text[index] != quote {
            index += escapes && text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, text.count)
    }

    /// `$$ … $$` or `$name$ … $name$`; anything else that begins with a dollar is one character.
    private mutating func skipDollarQuoted() {
        let rest = text[(index + 1)...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "$")),
            rest[..<end].allSatisfy({ $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ";") })
        else {
            index += 1
            return
        }
        let tag = text[index...end]
        index = end + 1
        while index < text.count, !text[index...].starts(with: tag) { index += 1 }
        index = min(index + tag.count, text.count)
    }
}
