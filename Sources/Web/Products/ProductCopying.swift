internal import HTML
internal import HTTP
internal import Store

/// Copying a product: the next volume begins as the last one.
enum ProductCopying {
    /// `GET /dashboard/products/{id}/copy`
    static func form(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        guard let product = try Product.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
        return .page(ProductCopyPage(product, visit))
    }

    /// `POST /dashboard/products/{id}/copy`
    static func send(_ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response {
        var filled: FilledForm<CopyField> = visit.filled()
        let submission = visit.submission(to: Route.products.link, flash: .productCreated)
        let outcome = try Product.copy(
            id, ownedBy: seller.id, from: &filled, within: visit.settings.quota, as: submission, &db)
        switch outcome {
        case .done: return visit.landed(submission)
        case .missing: throw Problem(.notFound)
        case .refused:
            guard let product = try Product.find(id, ownedBy: seller.id, &db) else { throw Problem(.notFound) }
            return .page(ProductCopyPage(product, visit, filled), .unprocessable)
        }
    }
}
