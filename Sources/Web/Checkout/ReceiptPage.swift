import HTML

/// `/orders/{uuid}/success`: the buyer's secret page about one order.
struct ReceiptPage: Sendable {
    enum State: Sendable {
        case processing, paid, refunded, cancelled
    }

    let layout: Layout
    let state: State
    let reference: String
    let productName: String
    /// To the product as it is now; nil when it is not on sale any more.
    let product: Link?
    let seller: String
    /// Formatted: "$49.99".
    let amount: String
    let status: StatusBadge
    let placed: Moment
    let buyerEmail: String
    /// Nil when the buyer gave none.
    let buyerName: String?
    /// Of the form that checks again.
    let formToken: String
    /// This page, for "keep this link" and "check again".
    let link: Link
    /// The same as text, with the host: "https://shop.example/orders/…/success".
    let address: String

    var isProcessing: Bool { state == .processing }
    var isPaid: Bool { state == .paid }
    var isRefunded: Bool { state == .refunded }
}
