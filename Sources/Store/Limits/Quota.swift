internal import Postgres

/// What an account may have in all: the only copy of these numbers. It bounds what a single account can fill a disk with;
/// an ordinary seller has a tenth of it. Checked against the account's row, where the database keeps count, while nobody
/// else may count there: so that of many at once none passes it.
public struct Quota: Sendable {
    /// Products, published or not.
    public let products: Int64
    /// Bytes of their names and descriptions together.
    public let bytes: Int64

    public init(products: Int64, bytes: Int64) {
        self.products = products
        self.bytes = bytes
    }

    public static let usual = Quota(products: 1_000, bytes: 20 * 1_048_576)

    /// The row of `seller` while another product of so many bytes is within the quota, locked until the statement's end.
    func room(for draft: ProductDraft, of seller: User.ID) -> SQL {
        """
        SELECT id AS seller_id FROM users
        WHERE id = \(seller) AND product_count < \(products) AND product_bytes + \(draft.bytes) <= \(bytes)
        FOR NO KEY UPDATE
        """
    }

    /// Says in the form which quota keeps a product out that `seller` does not have yet; nothing when none does. False
    /// when there is no such seller.
    func explain(
        _ form: inout FilledForm<ProductField>, _ draft: ProductDraft, of seller: User.ID, _ db: inout Database
    ) throws(DatabaseError) -> Bool {
        guard let usage: Usage = try db.first("SELECT product_count, product_bytes FROM users WHERE id = \(seller)")
        else { return false }
        if usage.products >= products {
            form.refuse(
                nil,
                "This account has \(products) products, as many as it may. Delete one that you no longer need first."
            )
        } else if usage.bytes + draft.bytes > bytes {
            explainText(&form)
        }
        return true
    }

    /// Says in the form that there would be too much text.
    func explainText(_ form: inout FilledForm<ProductField>) {
        form.refuse(
            .description,
            """
            Your products have \(bytes / 1_048_576) MB of text, as much as they may. Shorten this, or delete a product first.
            """)
    }
}

extension ProductDraft {
    /// What it takes of the quota.
    var bytes: Int64 { Int64(name.utf8.count + description.utf8.count) }
}

private struct Usage: RowDecodable {
    let products: Int64
    let bytes: Int64

    init(row: inout Row) throws(DatabaseError) {
        products = try row.next()
        bytes = try row.next()
    }
}
