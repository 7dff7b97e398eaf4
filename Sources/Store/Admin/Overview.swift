public import Postgres

/// How much there is of everything, for the admin.
public struct Overview: Sendable {
    /// A number that is exact up to a limit; counting further would make the page slower the more there is.
    public struct Count: Sendable, Equatable {
        public static let limit: Int64 = 10_000
        public let value: Int64
        /// Whether there are more than `limit`.
        public var isMore: Bool { value > Self.limit }
    }

    public let users: Count
    public let products: Count
    public let published: Count
    public let orders: Count
    public let paid: Count

    public static func find(_ db: inout Database) throws(DatabaseError) -> Overview {
        let most = Count.limit + 1
        return try db.one(
            """
            SELECT
                (SELECT count(*) FROM (SELECT FROM users LIMIT \(most)) AS few),
                (SELECT count(*) FROM (SELECT FROM products WHERE deleted_at IS NULL LIMIT \(most)) AS few),
                (SELECT count(*) FROM (SELECT FROM products WHERE status = 'active' LIMIT \(most)) AS few),
                (SELECT count(*) FROM (SELECT FROM orders LIMIT \(most)) AS few),
                (SELECT count(*) FROM (SELECT FROM orders WHERE status = 'paid' LIMIT \(most)) AS few)
            """
        )
    }
}

extension Overview: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) {
        users = Count(value: try row.next())
        products = Count(value: try row.next())
        published = Count(value: try row.next())
        orders = Count(value: try row.next())
        paid = Count(value: try row.next())
    }
}
