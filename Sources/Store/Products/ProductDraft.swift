internal import Characters
internal import Postgres

/// What a seller fills in about a product.
public enum ProductField: String, FormField {
    case name, price, format, description, status

    public var limit: Int {
        switch self {
        case .name, .price, .format, .status: 4_096
        // Four times what may be stored, so that whoever pasted too much finds it again.
        case .description: 4 * ProductDraft.longestDescription
        }
    }
}

/// A product as its seller filled it in, every field valid.
public struct ProductDraft: Sendable {
    let name: String
    let format: String
    let description: String
    let price: Money
    let status: Product.Status

    /// In bytes.
    static let longestDescription = 51_200

    /// Checks what was typed; nil when the form has mistakes. An empty status means a draft.
    public static func parse(_ form: inout FilledForm<ProductField>) -> ProductDraft? {
        let name = TypedField.line(form[.name], longest: 255)
        if name == nil { form.refuse(.name, "Keep the name to at most 255 characters.") }
        if name?.isVisible == false { form.refuse(.name, "Give the product a name.") }
        let price = Money(typed: form[.price])
        if price == nil { form.refuse(.price, "Enter a price such as 29.99.") }
        if let price, price.cents > Money.largestPrice { form.refuse(.price, "The highest price is 999,999.99.") }
        let format = TypedField.line(form[.format], longest: 120)
        if format == nil { form.refuse(.format, "Keep the format to at most 120 characters.") }
        let description = TypedField.lines(form[.description], bytes: longestDescription)
        if description == nil { form.refuse(.description, "Keep the description to at most 50 KB.") }
        let status = form[.status].isEmpty ? .draft : Product.Status(typed: form[.status])
        if status == nil { form.refuse(.status, "Choose draft, active or archived.") }
        guard !form.isRefused, let name, let price, let format, let description, let status else { return nil }
        return ProductDraft(name: name, format: format, description: description, price: price, status: status)
    }
}

extension ProductDraft {
    /// What is stored of it, and its values in the same order.
    static let columns: SQL = "name, format, description, price, currency, status"
    var values: SQL { "\(name), \(format), \(description), \(price.cents), \(price.currency), \(status)" }

    /// The slug of a row of `products` that takes these values: when it is published for the first time, and only then, one
    /// made of the name, unless that is taken.
    var slug: SQL {
        guard status == .active else { return "products.slug" }
        let wanted = Slug.suggestion(for: name)
        return """
            CASE WHEN products.status = 'active' OR \(Slug.wasPublic("products.slug"))
                OR NOT \(wanted.isFree(for: "products.user_id"))
                OR EXISTS (SELECT FROM products AS other WHERE other.slug = \(wanted) AND other.deleted_at IS NULL)
            THEN products.slug ELSE \(wanted) END
            """
    }
}

extension FilledForm where Field == ProductField {
    /// The form as a saved product fills it in.
    public init(_ product: Described<Product>) {
        self.init()
        self[.name] = product.item.name
        self[.price] = product.item.price.typed
        self[.format] = product.item.format
        self[.description] = product.description
        self[.status] = product.item.status.rawValue
    }
}
