/// How much somebody may have the store keep within an hour: the only copy of these numbers. They count in the database,
/// for all workers of all hosts together; how often an address may ask at all is nginx's to say (`EdgeLimit`).
///
/// Twenty people behind one address, each opening an account, putting three products up and buying five things within an
/// hour, use a fifth of each at most. Whoever has used one up gets more of it evenly over the next hour, so that the wait
/// for a single form is short.
///
/// The order is that in which they are asked. What is nearest to the sender comes first, so that whoever has used up
/// something of their own takes nothing from others.
public enum Rate: String, CaseIterable, Sendable {
    /// Forms by which an account saves or deletes anything.
    case saves
    /// Products that an account puts up.
    case products
    /// Products put up from one network, whichever account does it: accounts are had for nothing.
    case networkProducts = "network-products"
    /// Accounts opened from one network.
    case accounts
    /// Orders placed from one network. Not few, because a provider may have thousands of customers behind one address.
    case orders
    /// Orders in one buyer's name from one network.
    case buyerOrders = "buyer-orders"
    /// What everybody puts up, opens and orders together, for whoever has very many networks: in each of 16 parts.
    case allProducts = "all-products"
    case allAccounts = "all-accounts"
    case allOrders = "all-orders"
    /// Bytes of text laid aside for browsers of one network whose session has ended.
    case keptText = "kept-text"
    /// The same for everybody together: what a network of many addresses can fill.
    case allKeptText = "all-kept-text"

    /// The most within an hour.
    public var perHour: Int64 {
        switch self {
        case .saves: 300
        case .products: 120
        case .networkProducts: 300
        case .accounts: 120
        case .orders: 600
        case .buyerOrders: 30
        case .allProducts: 1_000
        case .allAccounts: 1_000
        case .allOrders: 20_000
        case .keptText: 4 * 1_048_576
        case .allKeptText: 256 * 1_048_576
        }
    }

    /// What has been used up, in a sentence.
    var words: String {
        switch self {
        case .saves: "This account has saved more within an hour than the store takes."
        case .products: "This account has put up more products within an hour than the store takes."
        case .networkProducts: "More products were put up from your network within an hour than the store takes."
        case .accounts: "More accounts were opened from your network within an hour than the store takes."
        case .orders: "More orders came from your network within an hour than the store takes."
        case .buyerOrders: "More orders were placed with this e-mail address within an hour than the store takes."
        case .allProducts, .allAccounts, .allOrders: "The store is asked for more at this moment than it takes."
        case .keptText, .allKeptText: "Your session has ended, and what you typed could not be laid aside."
        }
    }
}
