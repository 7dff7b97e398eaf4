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

    /// Reads an amount as people type it and as pages write it: `29`, `29.9`, `29,99`, `$1,299.00`, `1.299,00 €`, `USD 29`,
    /// in the digits of any script; `currency` is meant where none is named. nil for anything else: a sign, more than 15
    /// digits before the point, and `1,299`, which is a thousand to some people and little more than one to others.
    public init?(typed: String, currency: Currency = .usd) {
        guard typed.utf8.count <= 128 else { return nil }
        var amount = TypedAmount(typed)
        guard let currency = amount.takeCurrency(otherwise: currency), let cents = amount.cents else { return nil }
        self.init(cents: cents, currency: currency)
    }

    /// As it would be typed: `29.99`, with the code behind it where it is not what is meant without one: `29.99 EUR`.
    public var typed: String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        let amount = "\(cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
        return currency == .usd ? amount : "\(amount) \(currency.code)"
    }
}
