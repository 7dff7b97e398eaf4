internal import HTML
internal import HTTP
internal import Store

/// The buyer's own pages about an order.
enum Receipts {
    /// `GET /orders/{order id}/success`: the buyer's secret page.
    static func receipt(_ id: Order.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let receipt = try Receipt.find(id, &db) else { throw Problem(.notFound) }
        guard receipt.order.status != .cancelled else { return .redirect(to: Route.declined(id).link) }
        let order = receipt.order
        return .page(
            ReceiptPage(
                layout: visit.layout("Your order", .none),
                state: ReceiptPage.State(order.status),
                reference: order.reference,
                productName: order.productName,
                product: receipt.slug.map { Route.product($0).link },
                seller: receipt.sellerDisplay,
                amount: order.amount.display,
                status: StatusBadge(order.status),
                placed: Moment(order.createdAt),
                buyerEmail: order.email.text,
                buyerName: order.name.visible,
                formToken: visit.browser.token,
                link: Route.receipt(id).link,
                address: visit.settings.baseURL + Route.receipt(id).link.location
            )
        )
    }

    /// `POST /orders/{order id}/success`: an order that was left behind, as by a crash, is taken up again.
    static func resume(_ id: Order.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let order = try Checkout.resume(id, through: visit.settings.gateway, &db) else {
            throw Problem(.notFound)
        }
        return .redirect(to: Route.receipt(order.id).link)
    }

    /// `GET /orders/{order id}/declined`: nothing was charged, and how to try again.
    static func declined(_ id: Order.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let receipt = try Receipt.find(id, &db) else { throw Problem(.notFound) }
        guard receipt.order.status == .cancelled else { return .redirect(to: Route.receipt(id).link) }
        return .page(
            DeclinedPage(
                layout: visit.layout("Payment declined", .none),
                productName: receipt.order.productName,
                price: receipt.order.amount.display,
                product: receipt.slug.map { Route.product($0).link },
                tryAgain: receipt.slug == nil ? nil : receipt.order.productID.map { Route.checkout($0).link }
            )
        )
    }
}

extension ReceiptPage.State {
    fileprivate init(_ status: Order.Status) {
        self =
            switch status {
            case .created, .processing: .processing
            case .paid: .paid
            case .refunded: .refunded
            case .cancelled: .cancelled
            }
    }
}

extension Order {
    /// Enough of the number to name the order in a letter; too little to open its page.
    var reference: String { String(id.description.prefix(8)).uppercased() }
}
