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
    /// What a buyer gets, in a few words: "PDF, 120 pages"; may be empty.
    public let format: String
    public let price: Money
    public let status: Status
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// Counts its changes, so that a form that was shown before the last one is known.
    public let version: Int64
    /// Why an admin has taken it off sale; nil when none has.
    public let takedownReason: String?
}

extension Product: RowDecodable {
    static let columns: SQL = """
        products.id, products.user_id, products.slug, products.name, products.format, products.price,
        products.currency, products.status, products.created_at, products.updated_at, products.version,
        products.takedown_reason
        """

    public init(row: inout Row) throws(DatabaseError) {
        id = try row.next()
        sellerID = try row.next()
        slug = try row.next()
        name = try row.next()
        format = try row.next()
        price = Money(cents: try row.next(), currency: try row.next())
        status = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        takedownReason = try row.next()
    }
}

extension Product.Status {
    /// What a form sends. Measured before it is looked at.
    init?(typed: String) {
        guard typed.utf8.count <= 16 else { return nil }
        self.init(rawValue: typed)
    }
}

extension Product.Status: SQLWrapper {
    public init?(sql: String) { self.init(rawValue: sql) }
    public var sql: String { rawValue }
}
