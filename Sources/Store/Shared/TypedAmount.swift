internal import Characters

/// An amount of money in the form that somebody typed it in.
struct TypedAmount {
    /// Without what cannot be seen; ASCII digits, and `.`, `,`, blank and `'` for all that separate them.
    private var text: Substring

    init(_ typed: String) {
        var plain = ""
        for scalar in TypedText.withoutIgnorables(TypedText.line(typed)).unicodeScalars {
            plain.unicodeScalars.append(Self.plain(scalar))
        }
        text = plain[...]
    }

    /// Takes away the name of a currency before or behind the amount; nil when it is none that is known, or both are named.
    mutating func takeCurrency(otherwise usual: Currency) -> Currency? {
        let before = text.prefix { !$0.isASCIIDigit }
        text = text.dropFirst(before.count)
        var behind = 0
        for character in text.reversed() {
            if character.isASCIIDigit { break }
            behind += 1
        }
        let after = text.suffix(behind)
        text = text.dropLast(behind)
        switch (Self.withoutBlanks(before), Self.withoutBlanks(after)) {
        case ("", ""): return usual
        case (let mark, ""), ("", let mark): return Currency.typed(mark)
        default: return nil
        }
    }

    /// In hundredths; nil when it is no amount, or could be two.
    var cents: Int64? {
        let groups = text.split(omittingEmptySubsequences: false) { !$0.isASCIIDigit }
        let separators = text.filter { !$0.isASCIIDigit }
        guard separators.allSatisfy({ ".,' ".contains($0) }) else { return nil }
        guard let last = separators.last else { return Self.cents(units: groups[...], decimals: "") }
        let isMixed = separators.contains { $0 != last }
        if (last == "." || last == ",") && (isMixed || separators.count == 1) {
            // The last separator is the decimal point, and those before it part thousands.
            guard let decimals = groups.last, (1...2).contains(decimals.count) else { return nil }
            let others = separators.dropLast()
            guard others.allSatisfy({ $0 == others.first && $0 != last }) else { return nil }
            return Self.cents(units: groups.dropLast(), decimals: decimals)
        }
        return isMixed ? nil : Self.cents(units: groups[...], decimals: "")
    }

    private static func cents(units groups: ArraySlice<Substring>, decimals: Substring) -> Int64? {
        let areThousands = groups.count == 1 || (1...3).contains(groups.first?.count ?? 0)
        guard areThousands, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        let digits = groups.joined()
        guard (1...15).contains(digits.count) else { return nil }
        return Int64(digits + decimals + String(repeating: "0", count: 2 - decimals.count))
    }

    private static func withoutBlanks(_ text: Substring) -> String { text.filter { $0 != " " } }

    /// Any script's digit as an ASCII one, any blank as the plain one, and the wide signs of East Asian keyboards and the
    /// Arabic ones as ours.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{FF04}": "$"
        case "\u{FF0E}", "\u{66B}": "."
        case "\u{FF0C}", "\u{66C}": ","
        case "\u{2019}", "\u{FF07}": "'"
        case _ where scalar.properties.generalCategory == .spaceSeparator: " "
        case _ where scalar.properties.numericType == .decimal: digit(scalar.properties.numericValue) ?? scalar
        default: scalar
        }
    }

    private static func digit(_ value: Double?) -> Unicode.Scalar? {
        guard let number = value.flatMap({ UInt8(exactly: $0) }), number <= 9 else { return nil }
        return Unicode.Scalar(UInt8(ascii: "0") + number)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self && isASCII }
}
