/// Rules about bytes and text that several parsers share.
enum Text {
    /// The text of `bytes`, or nil when they are not valid UTF-8 (overlong forms and surrogates included) or hold a NUL,
    /// which PostgreSQL cannot store and C libraries would cut at.
    ///
    /// Every text that a visitor sends passes here, and comes out stream-safe: whatever Swift does with it afterwards
    /// (comparing, hashing, changing case) costs no more than its length.
    static func validated(_ bytes: some Collection<UInt8>) -> String? {
        guard !bytes.contains(0) else { return nil }
        // Nearly all are ASCII, and need no look at what UTF-8 they are.
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self).map(StreamSafe.text)
    }

    /// A control character of ASCII: below space, or DEL.
    static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F
    }

    /// Whether there is a control character of ASCII in `text`.
    static func hasControl(_ text: String) -> Bool { !hasOnly(text) { !isControl($0) } }

    /// Whether each byte of `text` is one that `allows` allows.
    static func hasOnly(_ text: some StringProtocol, _ allows: (UInt8) -> Bool) -> Bool {
        // A loop over bytes, but for texts that come from elsewhere than Swift.
        text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(allows) } ?? text.utf8.allSatisfy(allows)
    }

    /// A character of a token: header names, cookie names, methods (RFC 9110, 5.6.2).
    static func isTokenCharacter(_ byte: UInt8) -> Bool {
        if isLetterOrDigit(byte) { return true }
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return true
        default:
            return false
        }
    }

    /// True for a token of at least one character.
    static func isToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && hasOnly(text, isTokenCharacter)
    }

    /// A letter or digit of ASCII.
    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            false
        }
    }

    /// The byte with `A` to `Z` made small; all others as they are.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// Whether two texts are equal when the case of ASCII letters does not count.
    static func equalIgnoringCase(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
        one.utf8.count == other.utf8.count
            && one.utf8.elementsEqual(other.utf8) { lowercased($0) == lowercased($1) }
    }
}

extension Collection<UInt8> {
    /// What stands between all `separator`s, empty pieces too: as `split` gives it, in half of its steps.
    func pieces(between separator: UInt8) -> [SubSequence] {
        var pieces: [SubSequence] = []
        var rest = self[...]
        while let place = rest.firstIndex(of: separator) {
            pieces.append(rest[..<place])
            rest = rest[rest.index(after: place)...]
        }
        pieces.append(rest)
        return pieces
    }
}
