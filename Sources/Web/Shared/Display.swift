internal import Store

// How values of the store read in a page.

extension Money {
    /// "$1,234.50", "€1,234.50", or the code before the amount for other currencies.
    var display: String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        var display = DisplayText()
        if cents < 0 { display.add("−") }
        display.add(currency.symbol)
        display.add(grouped: units)
        display.add(".")
        display.add(rest, digits: 2)
        return display.text
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

extension Int64 {
    /// With a comma between groups of three digits: "1,204".
    var grouped: String {
        var display = DisplayText()
        if self < 0 { display.add("−") }
        display.add(grouped: magnitude)
        return display.text
    }
}

extension Day {
    fileprivate static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// "14 Mar".
    var short: String {
        let civil = civil
        var display = DisplayText()
        display.add(civil.day)
        display.add(" ")
        display.add(Self.months[civil.month - 1])
        return display.text
    }
}

extension Moment {
    /// To the minute for people, on the clock of a time zone ("14 Mar 2026, 22:26 UTC+13", else in UTC), and to the
    /// second in UTC for programs (RFC 3339).
    init(_ time: Timestamp, in times: LocalTimes = .utc) {
        let offset = times.offset(at: time)
        self.init(display: Self.display(time.moved(seconds: Int64(offset)), offset: offset), iso: Self.iso(time))
    }

    /// - Parameter time: what the zone's clock shows.
    private static func display(_ time: Timestamp, offset: Int) -> String {
        let (year, month, day) = time.day.civil
        var display = DisplayText()
        display.add(day)
        display.add(" ")
        display.add(Day.months[month - 1])
        display.add(" ")
        display.add(year)
        display.add(", ")
        display.add(time.secondsOfDay / 3_600, digits: 2)
        display.add(":")
        display.add(time.secondsOfDay / 60 % 60, digits: 2)
        display.add(" UTC")
        guard offset != 0 else { return display.text }
        display.add(offset < 0 ? "−" : "+")
        display.add(abs(offset) / 3_600)
        if abs(offset) / 60 % 60 != 0 {
            display.add(":")
            display.add(abs(offset) / 60 % 60, digits: 2)
        }
        return display.text
    }

    private static func iso(_ time: Timestamp) -> String {
        let (year, month, day) = time.day.civil
        let seconds = time.secondsOfDay
        var iso = DisplayText()
        iso.add(year, digits: 4)
        iso.add("-")
        iso.add(month, digits: 2)
        iso.add("-")
        iso.add(day, digits: 2)
        iso.add("T")
        iso.add(seconds / 3_600, digits: 2)
        iso.add(":")
        iso.add(seconds / 60 % 60, digits: 2)
        iso.add(":")
        iso.add(seconds % 60, digits: 2)
        iso.add("Z")
        return iso.text
    }
}

extension TimeZoneName {
    /// "Auckland time", "UTC".
    var display: String {
        guard !isUTC else { return text }
        let place = text.split(separator: "/").last.map { String($0) } ?? text
        return place.replacing("_", with: " ") + " time"
    }
}

extension Timestamp {
    /// A moment of the last day, for somebody whose time zone nobody knows: "14:02 UTC, 3 minutes ago".
    func display(asOf now: Timestamp) -> String {
        let minutes = Int(max(0, now.microseconds - microseconds) / 60_000_000)
        var display = DisplayText()
        display.add(secondsOfDay / 3_600, digits: 2)
        display.add(":")
        display.add(secondsOfDay / 60 % 60, digits: 2)
        display.add(" UTC, ")
        switch minutes {
        case 0: display.add("just now")
        case 1: display.add("a minute ago")
        case ..<60:
            display.add(minutes)
            display.add(" minutes ago")
        case ..<120: display.add("an hour ago")
        default:
            display.add(minutes / 60)
            display.add(" hours ago")
        }
        return display.text
    }
}

extension Listing {
    /// Never the address: what buyers see of a seller is the name they chose.
    var sellerDisplay: String { sellerName.visible ?? unnamedSeller }
}

extension Receipt {
    /// The same for the buyer of an order; also once the seller's account is gone.
    var sellerDisplay: String { sellerName?.visible ?? unnamedSeller }
}

/// Who chose no name that can be seen.
private let unnamedSeller = "Independent seller"
