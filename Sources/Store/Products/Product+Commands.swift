public import Postgres

extension Product {
    /// Puts a product up for `seller`, under a slug made of its name; when that is taken, with a random tail.
    public static func create(
        _ draft: ProductDraft, for seller: User.ID, _ db: inout Database
    ) throws(DatabaseError) -> Product {
        let suggestion = Slug.suggestion(for: draft.name)
        if let product = try insert(draft, suggestion, for: seller, &db) { return product }
        while true {
            // 40 random bits: one more try is already more than will ever be needed.
            if let product = try insert(draft, suggestion.varied(), for: seller, &db) { return product }
        }
    }

    /// Changes a product of `seller`; nil, and nothing changed, when there is none of that number.
    public static func update(
        _ id: ID, ownedBy seller: User.ID, to draft: ProductDraft, _ db: inout Database
    ) throws(DatabaseError) -> Product? {
        try db.first(
            """
            UPDATE products SET name = \(draft.name), description = \(draft.description), price = \(draft.price.cents),
                currency = \(draft.price.currency), status = \(draft.status)
            WHERE id = \(id) AND user_id = \(seller) AND deleted_at IS NULL
            RETURNING \(columns)
            """
        )
    }

    /// Deletes a product of `seller`: no page shows it from now on, and its slug is free. Its orders stay, with what was
    /// bought, and let go of it in pieces (`Sweep`), however many they are. False when there is none of that number.
    public static func delete(_ id: ID, ownedBy seller: User.ID, _ db: inout Database) throws(DatabaseError) -> Bool {
        let marked = try db.run(
            "UPDATE products SET deleted_at = now() WHERE id = \(id) AND user_id = \(seller) AND deleted_at IS NULL")
        guard marked == 1 else { return false }
        // The usual product is gone with this. It is deleted, whether or not the sweeping succeeds.
        _ = try? db.transaction { db throws(DatabaseError) in try Sweep.run(&db) }
        return true
    }

    private static func insert(
        _ draft: ProductDraft, _ slug: Slug, for seller: User.ID, _ db: inout Database
    ) throws(DatabaseError) -> Product? {
        try db.first(
            """
            INSERT INTO products (user_id, slug, name, description, price, currency, status)
            VALUES (\(seller), \(slug), \(draft.name), \(draft.description), \(draft.price.cents),
                \(draft.price.currency), \(draft.status))
            ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING
            RETURNING \(columns)
            """
        )
    }
}
