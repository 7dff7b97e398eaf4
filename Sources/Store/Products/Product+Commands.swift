public import Postgres

extension Product {
    /// Puts a product up for `seller` as a form says, under a slug made of its name; when that is taken, with a random
    /// tail, and so for a draft, whose name nobody may guess. Refused also when the account would have more than its
    /// quota; missing when there is no such seller.
    public static func create(
        from form: inout FilledForm<ProductField>, for seller: User.ID, within quota: Quota = .usual,
        as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<Product> {
        guard let draft = ProductDraft.parse(&form) else { return .refused }
        let slug = Slug.suggestion(for: draft.name)
        // A tail has 40 random bits: two tries are already more than will ever be needed.
        for slug in (draft.status == .active ? [slug] : []) + [slug.varied(), slug.varied()] {
            if let product = try insert(draft, slug, for: seller, quota, submission, &db) { return .done(product) }
            guard try quota.explain(&form, draft, of: seller, &db) else { return .missing }
            guard !form.isRefused else { return .refused }
        }
        return .missing
    }

    /// Changes a product of `seller` as a form says. When it was saved since the version that the form shows, the form
    /// is refused, says at each field that differs what stands there now, and shows that version from then on. Refused
    /// also when the account would have more text than its quota; what makes it less is always taken.
    public static func update(
        _ id: ID, ownedBy seller: User.ID, from form: inout FilledForm<ProductField>,
        within quota: Quota = .usual, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<Product> {
        guard let draft = ProductDraft.parse(&form) else {
            return try find(id, ownedBy: seller, &db) == nil ? .missing : .refused
        }
        let change: SQL = submission.noting(
            """
            UPDATE products SET (\(ProductDraft.columns)) = ROW (\(draft.values)), slug = \(draft.slug)
            FROM (
                SELECT id AS seller_id, product_bytes AS bytes FROM users WHERE id = \(seller) FOR NO KEY UPDATE
            ) AS seller
            WHERE id = \(id) AND user_id = seller_id AND deleted_at IS NULL
                AND version = coalesce(\(form.version), version)
                AND \(draft.bytes) - octet_length(name) - octet_length(description)
                    <= greatest(\(quota.bytes) - seller.bytes, 0)
            RETURNING \(columns)
            """)
        var updated: Product?
        do throws(DatabaseError) {
            updated = try db.first(change)
        } catch  where Slug.isTaken(error) {
            // Somebody else published under the same name at this moment: now that is seen.
            updated = try db.first(change)
        }
        if let updated { return .done(updated) }
        guard let product = try Described<Product>.find(id, ownedBy: seller, &db) else { return .missing }
        guard let version = form.version, version != product.item.version else {
            quota.explainText(&form)
            return .refused
        }
        form.version = product.item.version
        form.refuse(
            nil, "This product was saved meanwhile, in another tab or by somebody else. Save again to put yours there.")
        let saved = FilledForm(product)
        for field in ProductField.allCases where form[field] != saved[field] {
            // Enough of a long description to know it by.
            let beginning = saved[field].cut(to: 500)
            form.refuse(
                field, "Saved meanwhile: \((beginning == saved[field] ? beginning : beginning + "…").isolated)")
        }
        return .refused
    }

    /// Deletes a product of `seller`: no page shows it from now on, and it counts no more. Its orders stay, with what was
    /// bought, and let go of it in pieces (`Sweep`), however many they are. False when there is none of that number.
    public static func delete(
        _ id: ID, ownedBy seller: User.ID, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Bool {
        let marked: ID? = try db.first(
            submission.noting(
                """
                UPDATE products SET deleted_at = now()
                FROM (SELECT id AS seller_id FROM users WHERE id = \(seller) FOR NO KEY UPDATE) AS seller
                WHERE id = \(id) AND user_id = seller_id AND deleted_at IS NULL
                RETURNING id
                """))
        guard marked != nil else { return false }
        // The usual product is gone with this. It is deleted, whether or not the sweeping succeeds.
        _ = try? db.transaction { db throws(DatabaseError) in try Sweep.run(&db) }
        return true
    }

    private static func insert(
        _ draft: ProductDraft, _ slug: Slug, for seller: User.ID, _ quota: Quota, _ submission: Submission,
        _ db: inout Database
    ) throws(DatabaseError) -> Product? {
        do throws(DatabaseError) {
            return try db.first(
                submission.noting(
                    """
                    INSERT INTO products (user_id, slug, \(ProductDraft.columns))
                    SELECT seller_id, \(slug), \(draft.values)
                    FROM (\(quota.room(for: draft, of: seller))) AS room
                    WHERE \(slug.isFree(for: "seller_id"))
                    ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING
                    RETURNING \(columns)
                    """))
        } catch  where Slug.isTaken(error) {
            return nil
        }
    }
}
