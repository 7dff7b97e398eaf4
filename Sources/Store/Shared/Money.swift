public import Postgres

/// An ISO 4217 code, such as USD.
public struct Currency: Hashable, Sendable {
    public let code: String

    /// nil unless three capital letters.
    public init?(code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// What new products are priced in.
    public static let usd = Currency(known: "USD")
}

extension Currency: SQLWrapper {
    public init?(sql: String) { self.init(code: sql) }
    public var sql: String { code }
}

/// An amount in whole cents of one currency; never a floating number.
public struct Money: Hashable, Sendable {
    public let cents: Int64
    public let currency: Currency

    public init(cents: Int64, currency: Currency = .usd) {
        self.cents = cents
        self.currency = currency
    }

    /// The most a price can be: 999,999.99.
    static let largestPrice: Int64 = 99_999_999

    /// Reads an amount as people type it: `29`, `29.9`, `29.99`, `29,99`, with or without a leading `$`.
    /// nil for anything else: a sign, three decimals, grouped thousands, or more than 15 digits before the point.
    public init?(typed: String, currency: Currency = .usd) {
        var digits = Array(typed.trimmed.utf8)[...]
        if digits.first == UInt8(ascii: "$") { digits.removeFirst() }
        let parts = digits.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
        }
        guard parts.count <= 2, let whole = parts.first, (1...15).contains(whole.count),
            let units = Int64(String(decoding: whole, as: UTF8.self)), whole.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var decimals = parts.count == 2 ? Array(parts[1]) : [0x30]
        guard (1...2).contains(decimals.count), decimals.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        if decimals.count == 1 { decimals.append(0x30) }
        let cents = Int64(decimals[0] - 0x30) * 10 + Int64(decimals[1] - 0x30)
        self.init(cents: units * 100 + cents, currency: currency)
    }

    /// As it would be typed: `29.99`.
    public var typed: String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
    }
}
