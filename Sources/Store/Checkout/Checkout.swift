public import Postgres

/// Buying one product.
public enum Checkout {
    public enum Outcome: Sendable {
        /// There is an order: paid, cancelled because the payment was declined, or still in somebody else's hands.
        case ordered(Order)
        /// The price is no longer the one that the form showed; nothing was ordered.
        case priceChanged
        /// The product is not, or no longer, for sale; nothing was ordered.
        case notForSale
    }

    /// Seconds after which an order that is still processing is taken to be left behind by a worker that died, so that
    /// the same form, sent again, asks the provider again.
    static let abandonedAfter: Int64 = 30

    /// Makes one order of a form and has it paid, whoever sends the form and however often: of many at once one does
    /// the work, and all get the same order.
    public static func buy(
        _ listing: Listing, _ draft: CheckoutDraft, through gateway: any PaymentGateway, at now: Timestamp,
        _ db: inout Database
    ) throws(DatabaseError) -> Outcome {
        let product = listing.product
        guard let order = try existing(product.id, draft, &db) else {
            if let shown = draft.shownPrice, shown != product.price.cents { return .priceChanged }
            guard let order = try place(product.id, draft, &db) else { return .notForSale }
            return .ordered(try settle(order, through: gateway, at: now, &db))
        }
        return .ordered(try settle(order, through: gateway, at: now, &db))
    }

    /// The order of this form, when it was sent before.
    private static func existing(
        _ product: Product.ID, _ draft: CheckoutDraft, _ db: inout Database
    ) throws(DatabaseError) -> Order? {
        try db.first(
            """
            SELECT \(Order.columns) FROM orders
            WHERE product_id = \(product) AND checkout_key = \(draft.key) AND lower(email) = lower(\(draft.email))
            """
        )
    }

    /// A new order, or the one that the same form made a moment before; nil when the product is not for sale. The
    /// database copies seller, name and price from the product's row.
    private static func place(
        _ product: Product.ID, _ draft: CheckoutDraft, _ db: inout Database
    ) throws(DatabaseError) -> Order? {
        do {
            let order: Order? = try db.first(
                """
                INSERT INTO orders (product_id, email, name, checkout_key)
                VALUES (\(product), \(draft.email), \(draft.name.text), \(draft.key))
                ON CONFLICT (product_id, checkout_key, lower(email)) DO NOTHING
                RETURNING \(Order.columns)
                """
            )
            if let order { return order }
        } catch  where error.constraint == "orders_product_is_published" {
            return nil
        }
        return try existing(product, draft, &db)
    }

    /// Has an order paid that waits for it; any other comes back as it is.
    private static func settle(
        _ order: Order, through gateway: any PaymentGateway, at now: Timestamp, _ db: inout Database
    ) throws(DatabaseError) -> Order {
        guard let claimed = try claim(order.id, at: now, &db) else { return order }
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

    /// Takes an order in hand for payment; nil when somebody else has it or it is done.
    private static func claim(_ id: Order.ID, at now: Timestamp, _ db: inout Database) throws(DatabaseError) -> Order? {
        try db.first(
            """
            UPDATE orders SET status = 'processing'
            WHERE id = \(id) AND (
                status = 'created'
                OR status = 'processing' AND updated_at < \(now.moved(seconds: -abandonedAfter))
            )
            RETURNING \(Order.columns)
            """
        )
    }
}
