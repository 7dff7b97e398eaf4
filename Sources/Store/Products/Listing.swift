public import Postgres

/// A published product as anybody sees it, with its seller's name.
public struct Listing: Sendable {
    public let product: Product
    /// May be empty.
    public let sellerName: String

    /// What there is at an address.
    public enum Finding: Sendable {
        case listed(Listing)
        /// There was something to see, and it may not be sold now: its seller has archived it, or an admin has taken it
        /// down or suspended the seller.
        case offSale
        /// Nothing, or a draft, which strangers may not know of.
        case missing

        /// The listing; nil for what is off sale or missing.
        public var listing: Listing? { if case .listed(let listing) = self { listing } else { nil } }
    }

    /// What `viewer` finds at a slug. Sellers see their own products in any state.
    public static func find(
        _ slug: Slug, visibleTo viewer: User.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Finding {
        let found: Candidate? = try db.first("\(candidates) WHERE products.slug = \(slug)")
        if let found, found.listing.product.sellerID == viewer { return .listed(found.listing) }
        return found?.finding ?? .missing
    }

    /// What there is to buy under a number.
    public static func find(_ id: Product.ID, _ db: inout Database) throws(DatabaseError) -> Finding {
        let found: Candidate? = try db.first("\(candidates) WHERE products.id = \(id)")
        return found?.finding ?? .missing
    }

    /// Published products, newest first, after the one at `before`. The key is a slug and not a number, because nothing
    /// on a public page counts up; one that is gone gives an empty page.
    public static func newest(before: Slug? = nil, _ db: inout Database) throws(DatabaseError) -> Paged<Listing> {
        Paged(try db.all(newestQuery(before: before)))
    }

    static func newestQuery(before: Slug?) -> SQL {
        let page: SQL =
            if let before {
                """
                AND (products.created_at, products.id)
                    < (SELECT key.created_at, key.id FROM products AS key
                        WHERE key.slug = \(before) AND key.status = 'active')
                """
            } else {
                ""
            }
        return """
            SELECT \(Product.listColumns), users.name FROM \(tables)
            WHERE products.status = 'active' AND \(isAllowed) \(page)
            ORDER BY products.created_at DESC, products.id DESC LIMIT \(Paged<Listing>.size + 1)
            """
    }
}

extension Listing: RowDecodable {
    static let tables: SQL = "products JOIN users ON users.id = products.user_id"
    static let columns: SQL = "\(Product.columns), users.name"
    /// Whether no admin keeps it from being sold.
    static let isAllowed: SQL = "products.taken_down_at IS NULL AND users.suspended_at IS NULL"
    private static let candidates: SQL = "SELECT \(columns), \(isAllowed) FROM \(tables)"

    public init(row: inout Row) throws(DatabaseError) {
        product = try Product(row: &row)
        sellerName = try row.next()
    }
}

/// A product in whatever state, and whether it may be sold as far as admins are concerned.
private struct Candidate: RowDecodable {
    let listing: Listing
    let isAllowed: Bool

    init(row: inout Row) throws(DatabaseError) {
        listing = try Listing(row: &row)
        isAllowed = try row.next()
    }

    /// For anybody but the seller.
    var finding: Listing.Finding {
        switch listing.product.status {
        case .draft: .missing
        case .archived: .offSale
        case .active: isAllowed ? .listed(listing) : .offSale
        }
    }
}
