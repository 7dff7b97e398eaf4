extension SQLTimestamp {
    /// As the server reads it, `2026-03-01 12:30:00.000000+00`; for COPY, which takes text. Years 1 and later.
    var text: String {
        if self == .infinity { return "infinity" }
        if self == .minusInfinity { return "-infinity" }
        let day: Int64 = 86_400_000_000
        let (year, month, dayOfMonth) = SQLTimestamp.calendar(daysSince1970: floorDivide(microsecondsSince1970, day))
        let micros = microsecondsSince1970 - floorDivide(microsecondsSince1970, day) * day
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
        }
        let seconds = micros / 1_000_000
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2)) "
            + "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
            + ".\(padded(micros % 1_000_000, 6))+00"
    }

    /// The Gregorian day. Years are counted from March, so that the leap day is a year's last, in eras of 400 years.
    private static func calendar(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = daysSince1970 + 719_468
        let era = floorDivide(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

/// Rounds down, also below zero. The divisor is positive.
private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
