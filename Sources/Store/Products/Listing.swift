public import Postgres

/// A product as its buyers see it, with its seller's name.
public struct Listing: Sendable {
    public let product: Product
    /// May be empty.
    public let sellerName: String
    /// Whether it is one of its seller's three newest, which come first.
    let isRecent: Bool

    /// What there is at an address.
    public enum Finding<Item: Sendable>: Sendable {
        case listed(Item)
        /// There was something to see, and it may not be sold now: its seller has archived it, or an admin has taken it
        /// down or suspended the seller.
        case offSale
        /// Nothing, a draft, or what was never on sale: strangers may not know of it.
        case missing

        /// What is listed; nil for what is off sale or missing.
        public var listing: Item? { if case .listed(let item) = self { item } else { nil } }
    }

    /// What `viewer` finds at a slug. Sellers see their own products in any state.
    public static func find(
        _ slug: Slug, visibleTo viewer: User.ID?, _ db: inout Database
    ) throws(DatabaseError) -> Finding<Described<Listing>> {
        let found: Candidate<Described<Listing>>? = try db.first(
            """
            SELECT \(columns), products.description, \(isAllowed), \(wasPublic) FROM \(tables)
            WHERE products.slug = \(slug) AND products.deleted_at IS NULL
            """)
        if let found, found.item.item.product.sellerID == viewer { return .listed(found.item) }
        return found.map { $0.finding(of: $0.item.item.product) } ?? .missing
    }

    /// What there is to buy under a number.
    public static func find(_ id: Product.ID, _ db: inout Database) throws(DatabaseError) -> Finding<Listing> {
        let found: Candidate<Listing>? = try db.first(
            """
            SELECT \(columns), \(isAllowed), \(wasPublic) FROM \(tables) WHERE products.id = \(id) AND products.deleted_at IS NULL
            """)
        return found.map { $0.finding(of: $0.item.product) } ?? .missing
    }

    /// Where a page goes on: the values that it sorts by. Of a slug and not a number, because nothing on a public page
    /// counts up.
    public struct Key: Sendable, CustomStringConvertible {
        let isRecent: Bool
        let place: PageKey<Slug>

        init(isRecent: Bool, _ place: PageKey<Slug>) {
            self.isRecent = isRecent
            self.place = place
        }

        /// nil for anything but what `description` says.
        public init?(_ text: String) {
            let isOlder = text.utf8.first == UInt8(ascii: "o")
            guard let place = PageKey<Slug>(isOlder ? String(text.dropFirst()) : text) else { return nil }
            self.init(isRecent: !isOlder, place)
        }

        public var description: String { (isRecent ? "" : "o") + place.description }
    }

    public var key: Key { Key(isRecent: isRecent, PageKey(product.createdAt, product.slug)) }

    /// Published products after the one at `before`: first the three newest of every seller, so that nobody can own the
    /// first pages, then all others; each newest first.
    public static func newest(before: Key? = nil, _ db: inout Database) throws(DatabaseError) -> Paged<Listing> {
        Paged(try db.all(newestQuery(before: before)))
    }

    static func newestQuery(before: Key?) -> SQL {
        let page: SQL =
            if let before {
                """
                AND (products.is_recent, products.created_at, products.slug COLLATE "C")
                    < (\(before.isRecent), \(before.place.time), \(before.place.tie)::text)
                """
            } else {
                ""
            }
        return """
            SELECT \(columns) FROM \(tables) WHERE products.status = 'active' AND \(isAllowed) \(page)
            ORDER BY products.is_recent DESC, products.created_at DESC, products.slug COLLATE "C" DESC LIMIT \(Paged<Listing>.size + 1)
            """
    }
}

extension Listing: RowDecodable {
    static let tables: SQL = "products JOIN users ON users.id = products.user_id"
    static let columns: SQL = "\(Product.columns), users.name, products.is_recent"
    /// Whether no admin keeps it from being sold.
    static let isAllowed: SQL = "products.taken_down_at IS NULL AND users.suspended_at IS NULL"
    /// Whether it is on sale or was before; asked of the addresses only for what is archived.
    fileprivate static let wasPublic: SQL = """
        (products.status = 'active' OR products.status = 'archived' AND \(Slug.wasPublic("products.slug")))
        """

    public init(row: inout Row) throws(DatabaseError) {
        product = try Product(row: &row)
        sellerName = try row.next()
        isRecent = try row.next()
    }
}

/// A product in whatever state, and whether it may be sold as far as admins are concerned.
private struct Candidate<Item: RowDecodable & Sendable>: RowDecodable {
    let item: Item
    let isAllowed: Bool
    let wasPublic: Bool

    init(row: inout Row) throws(DatabaseError) {
        item = try Item(row: &row)
        isAllowed = try row.next()
        wasPublic = try row.next()
    }

    /// For anybody but the seller.
    func finding(of product: Product) -> Listing.Finding<Item> {
        guard wasPublic else { return .missing }
        return product.status == .active && isAllowed ? .listed(item) : .offSale
    }
}
