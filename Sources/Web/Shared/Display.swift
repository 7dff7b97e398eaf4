internal import Store

// How values of the store read in a page.

extension Money {
    /// "$1,234.50", "€1,234.50", or the code before the amount for other currencies.
    var display: String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        let symbol = ["USD": "$", "EUR": "€", "GBP": "£"][currency.code] ?? currency.code + "\u{A0}"
        return "\(cents < 0 ? "−" : "")\(symbol)\(units.grouped).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension BinaryInteger {
    /// With a comma between groups of three digits: "1,204".
    var grouped: String {
        var grouped: [Character] = []
        for (place, digit) in String(magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return (self < 0 ? "−" : "") + String(grouped.reversed())
    }
}

extension Day {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// "14 Mar".
    var short: String { "\(civil.day) \(Self.months[civil.month - 1])" }

    /// "14 Mar 2026".
    var long: String { "\(short) \(civil.year)" }

    /// "2026-03-14".
    var iso: String { "\(civil.year)-\(civil.month.twoDigits)-\(civil.day.twoDigits)" }
}

extension Int {
    fileprivate var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension Moment {
    /// In UTC, to the minute for people and to the second for programs.
    init(_ time: Timestamp) {
        let (hour, minute, second) = (time.secondsOfDay / 3_600, time.secondsOfDay / 60 % 60, time.secondsOfDay % 60)
        let clock = "\(hour.twoDigits):\(minute.twoDigits)"
        self.init(
            display: "\(time.day.long), \(clock) UTC", iso: "\(time.day.iso)T\(clock):\(second.twoDigits)Z"
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
