internal import HTML
internal import HTTP
internal import Store

/// Buying a product.
enum Buying {
    /// `GET /checkout/{product id}`
    static func form(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        .page(CheckoutPage(try Self.listing(id, &db), visit))
    }

    /// `POST /checkout/{product id}`: the same form, however often and however fast it is sent, makes one order and
    /// gets one answer, because the page behind it tells a declined payment by itself.
    static func send(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        var filled: FilledForm<CheckoutField> = visit.filled()
        let shown = ShownOffer(
            price: visit.form[CheckoutPage.shownPrice], name: visit.form[CheckoutPage.shownName])
        let submission = visit.submission(
            Submission.Landing(location: Route.receiptLocation))
        // Browsers without a cookie cannot be told apart: none of them is told what another bought.
        let evenAgain = visit.form[CheckoutPage.again] != nil || !visit.browser.isKnown
        switch try Checkout.buy(
            id, from: &filled, shown: shown, evenAgain: evenAgain, through: visit.settings.gateway, as: submission, &db)
        {
        case .done(let order):
            return try placed(order, visit, &db)
        case .refused:
            let listing = try Self.listing(id, &db)
            let product = listing.product
            switch shown.change(to: product) {
            case .price:
                filled.refuse(nil, "The price has changed to \(product.price.display). Nothing was ordered yet.")
            case .name:
                filled.refuse(nil, "The product is called “\(product.name.isolated)” now. Nothing was ordered yet.")
            case nil: break
            }
            guard !evenAgain, !filled.isRefused else {
                return .page(CheckoutPage(listing, visit, filled), .unprocessable)
            }
            guard let earlier = try Checkout.earlier(id, from: filled, as: submission, &db) else {
                filled.refuse(
                    nil, "Something has changed at this moment. Nothing was ordered yet. Please send it again.")
                return .page(CheckoutPage(listing, visit, filled), .unprocessable)
            }
            filled.refuse(nil, "You bought this at \(earlier.at.display(asOf: visit.now)). Buy it again?")
            return .page(CheckoutPage(listing, visit, filled, asksAgain: true), .unprocessable)
        case .missing:
            _ = try Self.listing(id, &db)
            throw Problem(.notFound)
        }
    }

    /// What there is to buy. Throws the problem that says why there is nothing.
    private static func listing(_ id: Product.ID, _ db: inout Database) throws -> Listing {
        switch try Listing.find(id, &db) {
        case .listed(let listing): return listing
        case .offSale: throw Problem(.gone, "This product is no longer on sale. Nothing was ordered or charged.")
        case .missing: throw Problem(.notFound)
        }
    }

    /// To the order's own page. Whose payment was declined finds the form filled in when trying again.
    private static func placed(_ order: Order, _ visit: Visit, _ db: inout Database) throws -> Response {
        var answer = visit.landed(Submission.Landing(location: Route.receipt(order.id).link.location))
        // The order stands, whether or not its form can be laid aside.
        if order.status == .cancelled, let kept = try? visit.keep(&db) { answer.headers.add("Set-Cookie", kept) }
        return answer
    }
}

extension Route {
    /// A receipt's address with `{id}` in the place of the order's number.
    fileprivate static let receiptLocation = {
        let any = UUID.random()
        return Route.receipt(any).link.location.replacing("\(any)", with: "{id}")
    }()
}
