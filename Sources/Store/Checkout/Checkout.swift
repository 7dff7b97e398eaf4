public import Postgres

/// Buying one product.
public enum Checkout {
    public enum Outcome: Sendable {
        /// There is an order: paid, cancelled because the payment was declined, or still in somebody else's hands.
        case ordered(Order)
        /// The price is no longer the one that the form showed; nothing was ordered.
        case priceChanged(Listing)
        /// The product is no longer for sale, or not just now; nothing was ordered.
        case offSale
        /// There is no such product, or it is a draft.
        case missing
    }

    /// Seconds after which an order that is still processing is taken to be left behind by a worker that died. The
    /// provider may then be asked again, because the order's number is its idempotency key.
    static let abandonedAfter: Int64 = 30

    /// Makes one order of a form and has it paid, whoever sends the form and however often: of many at once one does
    /// the work, and all get the same order. Whoever has ordered gets the order again, even when the product is no
    /// longer for sale.
    public static func buy(
        _ product: Product.ID, _ draft: CheckoutDraft, through gateway: any PaymentGateway, _ db: inout Database
    ) throws(DatabaseError) -> Outcome {
        if let order = try place(product, draft, &db) { return .ordered(try settle(order, through: gateway, &db)) }
        if let order = try existing(product, draft, &db) { return .ordered(try settle(order, through: gateway, &db)) }
        return switch try Listing.find(product, &db) {
        case .listed(let listing): .priceChanged(listing)
        case .offSale: .offSale
        case .missing: .missing
        }
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

    /// A new order; nil when the same form has made one already, or when the product is not for sale at the price that
    /// the form showed. The product's row is locked against a change of price until the database has copied seller,
    /// name and price from it.
    private static func place(
        _ product: Product.ID, _ draft: CheckoutDraft, _ db: inout Database
    ) throws(DatabaseError) -> Order? {
        try db.first(
            """
            INSERT INTO orders (product_id, email, name, checkout_key)
            SELECT products.id, \(draft.email), \(draft.name.text), \(draft.key) FROM \(Listing.tables)
            WHERE products.id = \(product) AND products.status = 'active' AND \(Listing.isAllowed)
                AND products.price = coalesce(\(draft.shownPrice as Int64?), products.price)
            FOR SHARE OF products
            ON CONFLICT (product_id, checkout_key, lower(email)) DO NOTHING
            RETURNING \(Order.columns)
            """
        )
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
