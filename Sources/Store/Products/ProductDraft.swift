internal import Characters

/// A product as its seller filled it in, every field valid.
public struct ProductDraft: Sendable {
    let name: String
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
        let description = TypedField.lines(form[.description], bytes: longestDescription)
        if description == nil { form.refuse(.description, "Keep the description to at most 50 KB.") }
        let status = form[.status].isEmpty ? .draft : Product.Status(typed: form[.status])
        if status == nil { form.refuse(.status, "Choose draft, active or archived.") }
        guard !form.isRefused, let name, let price, let description, let status else { return nil }
        return ProductDraft(name: name, description: description, price: price, status: status)
    }
}
