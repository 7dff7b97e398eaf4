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

    /// What may be typed beside an amount: the signs that pages write, and the codes.
    static func typed(_ mark: String) -> Currency? {
        switch mark {
        case "$", "US$", "USD", "usd": .usd
        case "€", "EUR", "eur": Currency(known: "EUR")
        case "£", "GBP", "gbp": Currency(known: "GBP")
        default: nil
        }
    }
}

extension Currency: SQLWrapper {
    public init?(sql: String) { self.init(code: sql) }
    public var sql: String { code }
}
