internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /checkout/{product id}`
    func checkoutForm(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let listing = try Listing.find(id, &db).listing else { throw Problem(.notFound) }
        return .page(CheckoutPage(listing, visit, formID: UUID.random().description))
    }

    /// `POST /checkout/{product id}`: the same form, however often and however fast it is sent, makes one order and
    /// gets one answer, because the page behind it tells a declined payment by itself.
    func buy(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        let form = visit.form
        let input = CheckoutPage.Input(email: form["email"] ?? "", name: form["name"] ?? "")
        switch CheckoutDraft.parse(
            email: input.email, name: input.name, key: form["form_id"], shownPrice: form["shown_price"]
        ) {
        case .failure(let errors):
            guard let listing = try Listing.find(id, &db).listing else { throw Problem(.notFound) }
            let formID = form["form_id"].flatMap { UUID($0) } ?? .random()
            let page = CheckoutPage(
                listing, visit, formID: formID.description, input: input, errors: FormErrors(errors))
            return .page(page, .unprocessable)
        case .success(let draft):
            return try order(id, draft, visit, input, &db)
        }
    }

    private func order(
        _ id: Product.ID, _ draft: CheckoutDraft, _ visit: Visit, _ input: CheckoutPage.Input, _ db: inout Database
    ) throws -> Response {
        switch try Checkout.buy(id, draft, through: settings.gateway, &db) {
        case .ordered(let order):
            return .redirect(to: Route.receipt(order.id).link)
        case .offSale, .missing:
            throw Problem(.notFound)
        case .priceChanged(let listing):
            var errors = FormErrors.none
            errors.add("The price has changed to \(listing.product.price.display). Nothing was ordered yet.")
            let page = CheckoutPage(
                listing, visit, formID: UUID.random().description, input: input, errors: errors)
            return .page(page, .unprocessable)
        }
    }

    /// `POST /orders/{order id}/success`: an order that was left behind, as by a crash, is taken up again.
    func resume(_ id: Order.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let order = try Checkout.resume(id, through: settings.gateway, &db) else { throw Problem(.notFound) }
        return .redirect(to: Route.receipt(order.id).link)
    }
}

extension CheckoutPage {
    fileprivate init(
        _ listing: Listing, _ visit: Visit, formID: String, input: Input = Input(), errors: FormErrors = .none
    ) {
        let product = listing.product
        self.init(
            layout: visit.layout("Buy \(product.name)", .none),
            productName: product.name,
            product: Route.product(product.slug).link,
            price: product.price.display,
            seller: listing.sellerDisplay,
            cover: Cover(slug: product.slug.text, name: product.name),
            action: Route.checkout(product.id).link,
            formID: formID,
            shownPrice: "\(product.price.cents)",
            input: input,
            errors: errors
        )
    }
}
