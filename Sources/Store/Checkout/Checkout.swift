public import Postgres

/// Buying one product.
public enum Checkout {
    /// Seconds after which an order that is still processing is taken to be left behind by a worker that died. The
    /// provider may then be asked again, because the order's number is its idempotency key.
    static let abandonedAfter: Int64 = 30

    /// Makes an order as a form says and has it paid: the order comes back paid, cancelled because the payment was
    /// declined, or still in somebody else's hands. Refused also when the product is no longer what the form showed
    /// (`ShownOffer.change` says how), or when the same browser bought it before (`earlier` says when); missing when it
    /// is not, or no longer, for sale; in all these cases nothing was ordered. A declined payment frees the form, so
    /// that its buyer may send it again.
    ///
    /// - Parameter evenAgain: whether it is to be bought whatever the same browser bought before.
    public static func buy(
        _ product: Product.ID, from form: inout FilledForm<CheckoutField>, shown: ShownOffer, evenAgain: Bool = true,
        through gateway: any PaymentGateway, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> Outcome<Order> {
        guard let draft = CheckoutDraft.parse(&form) else { return .refused }
        if let placed = try place(product, draft, shown, evenAgain, submission, &db) {
            let order = try settle(placed, through: gateway, &db)
            if order.status == .cancelled { try submission.forget(&db) }
            return .done(order)
        }
        return try Listing.find(product, &db).listing == nil ? .missing : .refused
    }

    /// What the browser that sends this form bought before, with the address that is typed into it; nil when it did not.
    public static func earlier(
        _ product: Product.ID, from form: FilledForm<CheckoutField>, as submission: Submission, _ db: inout Database
    ) throws(DatabaseError) -> EarlierPurchase? {
        var form = form
        guard let draft = CheckoutDraft.parse(&form) else { return nil }
        return try EarlierPurchase.find(of: product, by: draft.email, in: submission, &db)
    }

    /// Takes up an order that nobody has in hand, as after a crash, and has it paid; any other comes back as it is. nil
    /// when there is none of that number.
    public static func resume(
        _ id: Order.ID, through gateway: any PaymentGateway, _ db: inout Database
    ) throws(DatabaseError) -> Order? {
        guard let order: Order = try db.first("SELECT \(Order.columns) FROM orders WHERE id = \(id)") else {
            return nil
        }
        return try settle(order, through: gateway, &db)
    }

    /// A new order; nil when the product is not for sale as the form showed it, or was bought before. The product's row
    /// is locked against a change until the database has copied seller, name and price from it.
    private static func place(
        _ product: Product.ID, _ draft: CheckoutDraft, _ shown: ShownOffer, _ evenAgain: Bool,
        _ submission: Submission, _ db: inout Database
    ) throws(DatabaseError) -> Order? {
        let asShown: SQL =
            switch shown {
            case .unknown: ""
            case .unreadable: "AND false"
            case .shown(let price, let name):
                """
                AND products.price = \(price) AND products.name = coalesce(\(name as String?), products.name)
                """
            }
        let first: SQL =
            evenAgain
            ? "" : "AND NOT EXISTS (\(EarlierPurchase.query(of: product, by: draft.email, in: submission)))"
        do throws(DatabaseError) {
            return try db.first(
                submission.noting(
                    """
                    INSERT INTO orders (product_id, email, name)
                    SELECT products.id, \(draft.email), \(draft.name.text) FROM \(Listing.tables)
                    WHERE products.id = \(product) AND products.status = 'active' AND \(Listing.isAllowed) \(asShown) \(first)
                    FOR SHARE OF products
                    RETURNING \(Order.columns)
                    """, id: "id::text"))
        } catch  where error.constraint == "orders_product_is_published" {
            // Its seller was suspended at this moment.
            return nil
        }
    }

    /// Has an order paid that waits for it; any other comes back as it is.
    private static func settle(
        _ order: Order, through gateway: any PaymentGateway, _ db: inout Database
    ) throws(DatabaseError) -> Order {
        guard let claimed = try claim(order.id, &db) else { return order }
        let outcome = gateway.charge(Payment(order: claimed.id, amount: claimed.amount, email: claimed.email))
        let status: Order.Status = outcome == .approved ? .paid : .cancelled
        let settled: Order? = try db.first(
            """
            UPDATE orders SET status = \(status) WHERE id = \(claimed.id) AND status = 'processing'
            RETURNING \(Order.columns)
            """
        )
        return settled ?? claimed
    }

    /// Takes an order in hand for payment; nil when somebody else has it or it is done. All times are the database's,
    /// so that hosts whose clocks differ do not take each other's orders for abandoned.
    private static func claim(_ id: Order.ID, _ db: inout Database) throws(DatabaseError) -> Order? {
        try db.first(
            """
            UPDATE orders SET status = 'processing'
            WHERE id = \(id) AND (
                status = 'created'
                OR status = 'processing' AND updated_at < clock_timestamp() - \(abandonedAfter) * interval '1 second'
            )
            RETURNING \(Order.columns)
            """
        )
    }
}
