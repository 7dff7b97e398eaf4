public import Passwords
public import Postgres
public import Store

/// The demo store: one seller with two products, for a first look. Never in production: its password is in the manual.
public enum DemoSeed {
    static let email = "test@test.com"
    static let password = "password123"

    /// Adds the seller and the products, unless the seller is there; of two at once, one does. Products take the numbers
    /// 1 and 2 where those are free.
    ///
    /// - Parameter owner: The owner's connection: the application's may not choose a number.
    /// - Returns: Whether anything was added.
    /// - Throws: `PasswordError`, `DatabaseError`.
    public static func plant(hasher: PasswordHasher, _ owner: inout Database) throws -> Bool {
        let isThere: Bool = try owner.one(
            "SELECT EXISTS (SELECT FROM users WHERE lower(email COLLATE \"C\") = \(email))")
        guard !isThere else { return false }
        let hash = try hasher.hash(password)
        return try owner.transaction { db throws(DatabaseError) in
            // Nobody takes a number or an address of the products between the look and the insert.
            try db.run("LOCK TABLE products IN SHARE ROW EXCLUSIVE MODE")
            guard let seller = try insertSeller(hash, &db) else { return false }
            for product in products { try insert(product, of: seller, &db) }
            return true
        }
    }

    private static func insertSeller(_ hash: PasswordHash, _ db: inout Database) throws(DatabaseError) -> User.ID? {
        try db.first(
            """
            INSERT INTO users (email, password, name) VALUES (\(email), \(hash.phc), 'Mara Lind')
            ON CONFLICT (lower(email COLLATE "C")) DO NOTHING RETURNING id
            """
        )
    }

    private static func insert(
        _ product: DemoProduct, of seller: User.ID, _ db: inout Database
    ) throws(DatabaseError) {
        let slug = Slug.suggestion(for: product.name)
        let isTaken: Bool = try db.one("SELECT EXISTS (SELECT FROM products WHERE slug = \(slug))")
        try db.run(
            """
            INSERT INTO products (id, user_id, slug, name, description, price, status) OVERRIDING SYSTEM VALUE
            SELECT CASE WHEN EXISTS (SELECT FROM products WHERE id = \(product.number))
                    THEN nextval(pg_get_serial_sequence('products', 'id')) ELSE \(product.number) END,
                \(seller), \(isTaken ? slug.varied() : slug), \(product.name), \(product.description), \(product.price),
                'active'
            """
        )
        // The next number of the table's own is after all that are there, and never one that was given before.
        try db.run(
            """
            SELECT setval(s.name, greatest((SELECT max(id) FROM products), pg_sequence_last_value(s.name)))
            FROM (SELECT pg_get_serial_sequence('products', 'id')::regclass AS name) AS s
            """
        )
    }

    private static let products = [
        DemoProduct(
            number: 1, name: "My First Awesome Course", price: 4_999,
            description: """
                Everything you need to make your first online course, in twelve short lessons: finding the one thing you \
                can teach, planning it on a single page, recording it with what you have, and putting it up for sale.

                You get two and a half hours of video, a workbook to print, and the checklist that I still use myself.

                No camera, no studio and no audience needed. Start on Saturday, sell on Sunday.
                """
        ),
        DemoProduct(
            number: 2, name: "My Second Product", price: 9_999,
            description: """
                The handbook for what comes after the first sale: prices that hold, a page that answers the questions \
                people really ask, and a calm way to look after your customers.

                180 pages as PDF and EPUB, with templates for letters, receipts and refunds. Updates are free, for good.
                """
        ),
    ]
}

/// A product of the demo store.
private struct DemoProduct: Sendable {
    let number: Int64
    let name: String
    /// Whole cents.
    let price: Int64
    let description: String
}
