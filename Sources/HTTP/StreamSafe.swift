/// The Stream-Safe Text Process (UAX #15, D4).
///
/// Swift compares texts by their normal form, which sorts the marks above and below a letter; the time for that is the
/// square of how many stand in a row, so 128 KB of marks could hold a worker for ten seconds. No language needs more than
/// thirty in a row: before the next one goes a COMBINING GRAPHEME JOINER, which cannot be seen and ends what is sorted.
enum StreamSafe {
    /// How many marks may stand in a row (UAX #15, 13).
    static let longestRun = 30

    /// The text with a joiner after every thirtieth mark in a row; nearly every text as it is.
    static func text(_ text: String) -> String {
        // Below U+0300 nothing combines, and U+0300 is CC 80 in UTF-8.
        guard text.utf8.contains(where: { $0 >= 0xCC }), hasLongRun(text) else { return text }
        var safe = String.UnicodeScalarView()
        var run = 0
        for scalar in text.unicodeScalars {
            run = isMark(scalar) ? run + 1 : 0
            if run > longestRun {
                safe.append("\u{34F}")
                run = 1
            }
            safe.append(scalar)
        }
        return String(safe)
    }

    private static func hasLongRun(_ text: String) -> Bool {
        var run = 0
        for scalar in text.unicodeScalars {
            run = isMark(scalar) ? run + 1 : 0
            if run > longestRun { return true }
        }
        return false
    }

    /// A non-starter: what normalisation may move.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
    }
}
