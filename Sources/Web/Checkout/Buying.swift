internal import HTML
internal import HTTP
internal import Store

/// Buying a product.
enum Buying {
    /// `GET /checkout/{product id}`
    static func form(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let listing = try Listing.find(id, &db) else { throw Problem(.notFound) }
        let kept = try visit.kept(for: .checkout(id), &db)
        return .page(CheckoutPage(listing, visit, kept.map { FilledForm($0) } ?? FilledForm()))
    }

    /// `POST /checkout/{product id}`: the same form, however often and however fast it is sent, makes one order and
    /// gets one answer, because the page behind it tells a declined payment by itself.
    static func send(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        var filled: FilledForm<CheckoutField> = visit.filled()
        let shown = ShownOffer(
            price: visit.form[CheckoutPage.shownPrice], name: visit.form[CheckoutPage.shownName])
        let submission = visit.submission(
            Submission.Landing(location: Route.receiptLocation))
        switch try Checkout.buy(
            id, from: &filled, shown: shown, through: visit.settings.gateway, as: submission, &db)
        {
        case .done(let order):
            return try placed(order, visit, &db)
        case .refused:
            guard let listing = try Listing.find(id, &db) else { throw Problem(.notFound) }
            let product = listing.product
            switch shown.change(to: product) {
            case .price:
                filled.refuse(nil, "The price has changed to \(product.price.display). Nothing was ordered yet.")
            case .name:
                filled.refuse(nil, "The product is called “\(product.name)” now. Nothing was ordered yet.")
            case nil: break
            }
            return .page(CheckoutPage(listing, visit, filled), .unprocessable)
        case .missing:
            throw Problem(.notFound)
        }
    }

    /// To the order's own page. Whose payment was declined finds the form filled in when trying again.
    private static func placed(_ order: Order, _ visit: Visit, _ db: inout Database) throws -> Response {
        var answer = visit.landed(Submission.Landing(location: Route.receipt(order.id).link.location))
        if order.status == .cancelled, try visit.keep(&db) == nil {
            answer.headers.add("Set-Cookie", KeptForm.remembered)
        }
        return answer
    }
}

extension Route {
    /// A receipt's address with `{id}` in the place of the order's number.
    fileprivate static var receiptLocation: String {
        let any = UUID.random()
        return Route.receipt(any).link.location.replacing("\(any)", with: "{id}")
    }
}
