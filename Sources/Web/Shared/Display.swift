internal import Store

// How values of the store read in a page.

extension Money {
    /// "$1,234.50", "€1,234.50", or the code before the amount for other currencies.
    var display: String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "−" : "")\(currency.symbol)\(units.grouped).\(rest.twoDigits)"
    }
}

extension Currency {
    /// What stands before an amount.
    fileprivate var symbol: String {
        switch code {
        case "USD": "$"
        case "EUR": "€"
        case "GBP": "£"
        default: code + "\u{A0}"
        }
    }
}

extension BinaryInteger {
    /// With a comma between groups of three digits: "1,204".
    var grouped: String {
        let digits = String(magnitude)
        guard digits.utf8.count > 3 else { return self < 0 ? "−" + digits : digits }
        var grouped: [UInt8] = []
        for (place, digit) in digits.utf8.enumerated() {
            if place > 0, (digits.utf8.count - place).isMultiple(of: 3) { grouped.append(UInt8(ascii: ",")) }
            grouped.append(digit)
        }
        return (self < 0 ? "−" : "") + String(decoding: grouped, as: UTF8.self)
    }

    /// For 0 to 99: "07".
    fileprivate var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension Day {
    fileprivate static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// "14 Mar".
    var short: String {
        let civil = civil
        return "\(civil.day) \(Self.months[civil.month - 1])"
    }
}

extension Moment {
    /// In UTC, to the minute for people ("14 Mar 2026, 09:26 UTC") and to the second for programs (RFC 3339).
    init(_ time: Timestamp) {
        let (year, month, day) = time.day.civil
        let seconds = time.secondsOfDay
        let clock = "\((seconds / 3_600).twoDigits):\((seconds / 60 % 60).twoDigits)"
        self.init(
            display: "\(day) \(Day.months[month - 1]) \(year), \(clock) UTC",
            iso: "\(year)-\(month.twoDigits)-\(day.twoDigits)T\(clock):\((seconds % 60).twoDigits)Z"
        )
    }
}

extension FormErrors {
    init(_ errors: FieldErrors) {
        self.init()
        for entry in errors.entries { add(entry.message, field: entry.field) }
    }
}

extension Listing {
    /// Never the address: what buyers see of a seller is the name they chose.
    var sellerDisplay: String { sellerName.isEmpty ? "Independent seller" : sellerName }
}
