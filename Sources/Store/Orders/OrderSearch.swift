internal import Postgres

/// Which orders a list shows; nothing set means all.
public struct OrderSearch: Sendable {
    /// What to look for: the order's reference as the receipt shows it, the beginning of the buyer's address, and, in the
    /// latest orders (`SearchText.window`), anything within address or name. nil for any.
    public let text: String?
    /// nil for any.
    public let status: Order.Status?
    /// Where the page before ended; nil for the first page.
    public let before: Order.Key?

    public init(text: String? = nil, status: Order.Status? = nil, before: Order.Key? = nil) {
        self.text = text
        self.status = status
        self.before = before
    }

    static let order: SQL = "ORDER BY orders.created_at DESC, orders.id DESC"

    /// The rows of one page, to stand in a FROM as `orders`. Only conditions that apply stand in the text, so that each
    /// combination is a statement of its own with a plan of its own.
    ///
    /// - Parameter owner: whose orders: a condition that an index of the lists begins with, or `true`.
    func rows(of owner: SQL, limit: Int) -> SQL {
        let byStatus: SQL = if let status { "AND orders.status = \(status)" } else { "" }
        let found: SQL =
            if let search = SearchText(text) {
                "\(matches(search, of: owner)) WHERE true \(byStatus)"
            } else {
                "orders WHERE \(owner) \(byStatus)"
            }
        let byKey: SQL =
            if let before { "AND (orders.created_at, orders.id) < (\(before.time), \(before.tie))" } else { "" }
        return "(SELECT * FROM \(found) \(byKey) \(Self.order) LIMIT \(limit)) AS orders"
    }

    /// Everything that matches, each row once. Every part has an end of its own that does not depend on how many match, and
    /// none depends on the page, so that a page goes on where the one before ended.
    private func matches(_ search: SearchText, of owner: SQL) -> SQL {
        // Of the chosen status, or an order that waits for its payment could not be found behind 2,000 that are paid.
        let byStatus: SQL = if let status { "AND orders.status = \(status)" } else { "" }
        let reference: SQL =
            if let (first, last) = Self.reference(search.text) {
                """
                UNION SELECT * FROM (SELECT * FROM orders WHERE id BETWEEN \(first) AND \(last) LIMIT \(SearchText.matches))
                    AS orders WHERE \(owner)
                """
            } else {
                ""
            }
        return """
            (
                SELECT * FROM (
                    SELECT * FROM orders WHERE \(owner) \(byStatus) \(Self.order) LIMIT \(SearchText.window)
                ) AS orders
                WHERE strpos(\(SQL.address("email")), \(search.address)) > 0
                    OR strpos(\(SQL.folded("name")), \(search.folded)) > 0
                UNION SELECT * FROM (
                    SELECT * FROM orders
                    WHERE \(owner) AND \(SQL.text(SQL.address("email"), startsWith: search.address))
                    ORDER BY \(SQL.address("email")), created_at DESC, id DESC LIMIT \(SearchText.matches)
                ) AS orders
                \(reference)
            ) AS orders
            """
    }

    /// The first and the last number that a reference may stand for: 8 hexadecimal digits or more, as typed.
    static func reference(_ typed: String) -> (first: UUID, last: UUID)? {
        let bytes = typed.utf8.drop { $0 == UInt8(ascii: "#") }.filter { $0 != UInt8(ascii: "-") }
        guard (8...32).contains(bytes.count), bytes.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
            return nil
        }
        let digits = String(decoding: bytes, as: UTF8.self)
        func number(filledWith digit: String) -> UUID? {
            let all = digits + String(repeating: digit, count: 32 - bytes.count)
            guard let high = UInt64(all.prefix(16), radix: 16), let low = UInt64(all.suffix(16), radix: 16) else {
                return nil
            }
            return UUID(sql: SQLUUID(high: high, low: low))
        }
        guard let first = number(filledWith: "0"), let last = number(filledWith: "f") else { return nil }
        return (first, last)
    }
}
