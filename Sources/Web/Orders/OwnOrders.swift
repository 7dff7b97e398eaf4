internal import HTML
internal import HTTP
internal import Store

/// A seller's own orders.
enum OwnOrders {
    /// `GET /dashboard/orders`
    static func list(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        let search = try OrderSearch(visit.query)
        let orders = try Order.list(soldBy: seller.id, matching: search, &db)
        let times = try seller.account.times(orders.items.map(\.createdAt), &db)
        return .page(
            OrdersPage(
                layout: visit.layout("Orders", .orders),
                filter: OrderFilter(search),
                rows: orders.items.map { OrderRow($0, link: Route.order($0.id).link, times: times) },
                pager: search.pager(.orders, last: orders.hasMore ? orders.items.last?.key : nil)
            )
        )
    }

    /// `GET /dashboard/orders/{id}`
    static func show(_ id: Order.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard let order = try Order.find(id, soldBy: seller.id, &db) else { throw Problem(.notFound) }
        let product = order.productID.map { Route.editProduct($0).link }
        let events = try OrderEvent.list(of: id, &db)
        let times = try seller.account.times([order.createdAt] + events.map(\.at), &db)
        return .page(
            OrderPage(
                layout: visit.layout("Order \(order.reference)", .orders),
                order: OrderDetails(order, events, productLink: product, times: times)
            )
        )
    }
}

extension OrderSearch {
    /// What a list's query asks for; a word that means nothing asks for nothing.
    init(_ query: Query) throws(BadRequest) {
        self.init(
            text: try query.value(of: "q").flatMap { $0.isEmpty ? nil : $0 },
            status: try query.value(of: "status").flatMap { Order.Status(rawValue: $0) },
            before: try query.value(of: "before").flatMap { Order.Key($0) }
        )
    }

    /// - Parameter last: the last order shown when more follow; nil at the end of the list.
    func pager(_ list: Route, last: Order.Key?) -> Pager {
        let kept = [("q", text), ("status", status?.rawValue)]
        return Pager(
            "orders", first: before.map { _ in list.link(kept) },
            older: last.map { list.link(kept + [("before", "\($0)")]) }
        )
    }
}

extension OrderRow {
    init(_ order: Order, link: Link, times: LocalTimes = .utc, seller: String? = nil) {
        self.init(
            link: link, product: order.productName, email: order.email.text, amount: order.amount.display,
            status: StatusBadge(order.status), placed: Moment(order.createdAt, in: times), seller: seller
        )
    }
}

extension OrderDetails {
    init(_ order: Order, _ events: [OrderEvent], productLink: Link?, times: LocalTimes = .utc) {
        self.init(
            reference: order.reference,
            product: order.productName,
            productLink: productLink,
            amount: order.amount.display,
            status: StatusBadge(order.status),
            placed: Moment(order.createdAt, in: times),
            buyerEmail: order.email.text,
            buyerName: order.name.visible,
            receipt: Route.receipt(order.id).link,
            events: events.map { OrderEventRow($0, times) }
        )
    }
}

extension OrderEventRow {
    fileprivate init(_ event: OrderEvent, _ times: LocalTimes) {
        let note =
            switch event.status {
            case .created: "The buyer sent the checkout form."
            case .processing: "The payment was asked for."
            case .paid: "The payment was approved."
            case .refunded: "The money went back to the buyer."
            case .cancelled: "The payment was declined; nothing was charged."
            }
        self.init(status: StatusBadge(event.status), at: Moment(event.at, in: times), note: note)
    }
}
