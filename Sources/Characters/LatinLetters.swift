internal import CICU

/// Any script in the letters of ASCII: `Straße` is `strasse`, `Łopata` is `lopata`, `日本語` is `ri ben yu`.
public enum LatinLetters {
    /// Characters; what comes after them is left out, as no address needs so many.
    private static let most = 255

    /// The text with small ASCII letters for all that have some; what has none stays as it is, or vanishes. For another
    /// script than Latin it opens Unicode's CLDR tables of that script, which takes up to 0.3 s the first time in a
    /// process (Han) and under a millisecond after that: this is for what happens once, such as naming an address.
    public static func of(_ text: String) -> String {
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(most))).composed
        guard start.utf8.contains(where: { $0 >= 0x80 }) else { return lowercased(start) }
        let latin = lowercased(spelledOut(start))
        guard latin.unicodeScalars.contains(where: { !$0.isASCII && $0.properties.isAlphabetic }) else { return latin }
        // The soft and the hard sign of Cyrillic, and others that stand for no sound, part no words.
        let transliterated = converted(start, capacity: 32) { text, length, capacity in
            icu_transliterate("Any-Latin; [:Lm:] Remove; Latin-ASCII", text, length, capacity)
        }
        // Some letters of Latin itself, as Ethiopic is written in it, are among ours only.
        let spelled = transliterated.map { spelledOut($0) } ?? latin
        return lowercased(String(String.UnicodeScalarView(spelled.unicodeScalars.filter(\.isASCII))))
    }

    /// Latin letters without their marks, and those that are not a letter with a mark as people write them without.
    private static func spelledOut(_ text: String) -> String {
        let units = Array(text.utf16)
        let parts = converted(text, capacity: 32) { out, length, capacity in
            icu_decompose(units, length, out, capacity)
        }
        var spelled = String.UnicodeScalarView()
        for scalar in (parts ?? text).unicodeScalars where scalar.isASCII || !isMark(scalar) {
            if let letters = letters[scalar] {
                spelled.append(contentsOf: letters.unicodeScalars)
            } else {
                spelled.append(scalar)
            }
        }
        return String(spelled)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark
    }

    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n",
        "ŧ": "t", "Ŧ": "t", "ĸ": "q", "ƒ": "f", "ə": "e", "Ə": "e", "ǝ": "e", "Ǝ": "e", "ɓ": "b", "Ɓ": "b", "ɗ": "d",
        "Ɗ": "d", "ɛ": "e", "Ɛ": "e", "ɔ": "o", "Ɔ": "o", "ƙ": "k", "Ƙ": "k", "ɣ": "g", "Ɣ": "g", "ɩ": "i", "ʋ": "v",
        "ƴ": "y", "Ƴ": "y", "ʻ": "", "ʼ": "", "ʹ": "", "ʺ": "", "’": "'",
    ]

    private static func converted(
        _ text: String, capacity factor: Int, _ body: (UnsafeMutablePointer<UInt16>?, Int32, Int32) -> Int32
    ) -> String? {
        let units = Array(text.utf16)
        // U+FDFA, a whole sentence in one character, has 18; `most` characters are far below 32 bits.
        var out = units + [UInt16](repeating: 0, count: (factor - 1) * units.count)
        let length = body(&out, Int32(clamping: units.count), Int32(clamping: out.count))
        guard length >= 0, length <= out.count else { return nil }
        return String(decoding: out.prefix(Int(length)), as: UTF16.self)
    }

    private static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }, as: UTF8.self)
    }
}
