internal import CICU

extension String {
    /// The same text in its one composed spelling, NFC (UAX #15). Takes time in proportion to its length, whatever it holds:
    /// of marks that stand on one letter, a COMBINING GRAPHEME JOINER, which shows nothing, parts each 30 (Stream-Safe
    /// Text Format, UAX #15 section 13), because to put n marks in order takes n × n steps.
    public var composed: String {
        // Nothing below U+0300 has another spelling, and no byte of it is above CB.
        guard utf8.contains(where: { $0 >= 0xCC }) else { return self }
        let units = Array(withBoundedMarks.utf16)
        // NFC makes no text more than three times as long in UTF-16 (UAX #15, "Maximum Expansion Factors").
        var out = [UInt16](repeating: 0, count: 3 * units.count)
        guard let length = Int32(exactly: units.count), let room = Int32(exactly: out.count) else { return self }
        let written = icu_compose(units, length, &out, room)
        guard written >= 0, written <= room else { return self }
        // Once more, because a few characters are taken apart into a letter and marks, or two marks, and stay so.
        return String(decoding: out.prefix(Int(written)), as: UTF16.self).withBoundedMarks
    }

    private var withBoundedMarks: String {
        var bounded = UnicodeScalarView()
        var marks = 0
        for scalar in unicodeScalars {
            let isMark = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
            marks = isMark ? marks + 1 : 0
            if marks > 30 {
                bounded.append("\u{34F}")
                marks = 1
            }
            bounded.append(scalar)
        }
        return String(bounded)
    }
}
