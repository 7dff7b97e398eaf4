internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /checkout/{product id}`
    func checkoutForm(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let listing = try Listing.find(id, &db) else { throw Problem(.notFound) }
        return .page(CheckoutPage(listing, visit, formID: UUID.random().description))
    }

    /// `POST /checkout/{product id}`: the same form, however often and however fast it is sent, makes one order and
    /// gets one answer.
    func buy(_ id: Product.ID, _ visit: Visit, _ db: inout Database) throws -> Response {
        guard let listing = try Listing.find(id, &db) else { throw Problem(.notFound) }
        let form = visit.form
        let input = CheckoutPage.Input(email: form["email"] ?? "", name: form["name"] ?? "")
        func refused(_ errors: FormErrors) -> Response {
            let formID = form["form_id"].flatMap { UUID($0) } ?? .random()
            return .page(
                CheckoutPage(listing, visit, formID: formID.description, input: input, errors: errors), .unprocessable
            )
        }
        switch CheckoutDraft.parse(
            email: input.email, name: input.name, key: form["form_id"], shownPrice: form["shown_price"]
        ) {
        case .failure(let errors): return refused(FormErrors(errors))
        case .success(let draft):
            return try order(listing, draft, visit, refused, &db)
        }
    }

    private func order(
        _ listing: Listing, _ draft: CheckoutDraft, _ visit: Visit, _ refused: (FormErrors) -> Response,
        _ db: inout Database
    ) throws -> Response {
        switch try Checkout.buy(listing, draft, through: settings.gateway, at: visit.now, &db) {
        case .ordered(let order):
            return .redirect(to: (order.status == .cancelled ? Route.declined(order.id) : .receipt(order.id)).link)
        case .notForSale:
            throw Problem(.notFound)
        case .priceChanged:
            var errors = FormErrors.none
            errors.add("The price has changed to \(listing.product.price.display). Nothing was ordered yet.")
            return refused(errors)
        }
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
