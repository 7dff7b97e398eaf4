/// Text as a person meant it, out of what a keyboard or a clipboard sent: in one spelling, without what nobody can see
/// and so nobody could mend. Each takes time in proportion to the length, so ask for the length first. A NUL stays: no
/// keyboard makes it, so whatever sent it is to be refused.
public enum TypedText {
    /// For one line, such as a name: NFC; ends without blanks and ignorable characters; each tab and line end is a blank;
    /// no other control character, no noncharacter, and nothing that turns the direction of the text after it.
    public static func line(_ typed: String) -> String {
        guard !isPlain(typed) else { return typed }
        var text = String.UnicodeScalarView()
        for scalar in unifyingLineEnds(typed) {
            switch scalar {
            case "\n", "\t": text.append(" ")
            case _ where scalar.turnsDirection: continue
            default: text.append(scalar)
            }
        }
        return String(trimmed(text)).composed
    }

    /// For several lines, such as a description: the same, but a line end is an LF, a tab stays, and so do characters that
    /// turn a direction, because their power ends with the paragraph.
    public static func lines(_ typed: String) -> String {
        guard !isPlain(typed) else { return typed }
        return String(trimmed(unifyingLineEnds(typed))).composed
    }

    /// For a password (RFC 8265, OpaqueString): NFC, and any kind of blank is the plain one. Nothing is taken away.
    public static func password(_ typed: String) -> String {
        guard typed.utf8.contains(where: { $0 >= 0x80 }) else { return typed }
        var text = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars {
            text.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(text).composed
    }

    /// Without any character that shows nothing; for what holds none, such as an address or a number. The joiners U+200C
    /// and U+200D, which some scripts spell words with, stay if asked.
    public static func withoutIgnorables(_ text: String, keepingJoiners: Bool = false) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        let seen = text.unicodeScalars.filter { scalar in
            !scalar.isIgnorable || keepingJoiners && 0x200C...0x200D ~= scalar.value
        }
        return String(String.UnicodeScalarView(seen))
    }

    /// Printable ASCII without blanks at the ends: as it should be already.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8
        return bytes.allSatisfy { 0x20...0x7E ~= $0 } && bytes.first != 0x20 && bytes.last != 0x20
    }

    private static func unifyingLineEnds(_ typed: String) -> String.UnicodeScalarView {
        var text = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in typed.unicodeScalars {
            defer { last = scalar }
            switch scalar {
            case "\n" where last == "\r": continue
            case _ where scalar.isLineEnd: text.append("\n")
            case "\t", "\0": text.append(scalar)
            case _ where scalar.isControl || scalar.isNoncharacter: continue
            default: text.append(scalar)
            }
        }
        return text
    }

    private static func trimmed(_ text: String.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var rest = text[...]
        while let first = rest.first, first.isBlank || first.isIgnorable { rest.removeFirst() }
        while let last = rest.last, last.isBlank || last.isIgnorable && !last.isSelector { rest.removeLast() }
        return rest
    }
}
