/// What the checkout form showed of the product, so that nothing else is sold. Only compared, never charged.
public enum ShownOffer: Sendable {
    /// The form did not say.
    case unknown
    /// The form says something that cannot be read.
    case unreadable
    /// The price in cents, and the product's name; nil when the form said the price alone.
    case shown(price: Int64, name: String?)

    /// - Parameters:
    ///   - price: as the form carries it, in cents; nil when it carries none.
    ///   - name: likewise.
    public init(price: String?, name: String?) {
        guard let price else {
            self = .unknown
            return
        }
        guard let cents = Int64(price) else {
            self = .unreadable
            return
        }
        self = .shown(price: cents, name: name)
    }

    public enum Change: Sendable {
        case price, name
    }

    /// What of the product is no longer as it was shown; nil when all is, or when the form did not say.
    public func change(to product: Product) -> Change? {
        switch self {
        case .unknown: nil
        case .unreadable: .price
        case .shown(let price, let name):
            price != product.price.cents ? .price : name.map { $0 != product.name } ?? false ? .name : nil
        }
    }
}
