public import Postgres

/// Something a seller sells, as lists read it; `Described` has its description as well.
public struct Product: Sendable {
    public typealias ID = Identifier<Product>

    /// Only an active product is published and can be bought.
    public enum Status: String, Sendable, CaseIterable {
        case draft, active, archived
    }

    public let id: ID
    public let sellerID: User.ID
    public let slug: Slug
    public let name: String
    public let price: Money
    public let status: Status
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// Counts its changes, so that a form that was shown before the last one is known.
    public let version: Int64
}

extension Product: RowDecodable {
    static let columns: SQL = """
        products.id, products.user_id, products.slug, products.name, products.price, products.currency,
        products.status, products.created_at, products.updated_at, products.version
        """

    public init(row: inout Row) throws(DatabaseError) {
        id = try row.next()
        sellerID = try row.next()
        slug = try row.next()
        name = try row.next()
        price = Money(cents: try row.next(), currency: try row.next())
        status = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}

extension Product.Status: SQLWrapper {
    public init?(sql: String) { self.init(rawValue: sql) }
    public var sql: String { rawValue }
}
