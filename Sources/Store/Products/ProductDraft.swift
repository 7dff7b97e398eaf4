/// A product as its seller filled it in, every field valid.
public struct ProductDraft: Sendable {
    let name: String
    let description: String
    let price: Money
    let status: Product.Status

    /// Checks what was typed; a failure lists every field that is wrong. An empty status means a draft.
    public static func parse(
        name typedName: String, price typedPrice: String, description typedDescription: String,
        status typedStatus: String
    ) -> Result<ProductDraft, FieldErrors> {
        var errors = FieldErrors()
        let name = typedName.trimmed
        if !name.isVisible { errors.add("name", "Give the product a name.") }
        if name.unicodeScalars.count > 255 { errors.add("name", "Keep the name to at most 255 characters.") }
        if !name.isOneLine || !name.isPlainText { errors.add("name", "Keep the name to one line of text.") }
        let price = Money(typed: typedPrice)
        if price == nil { errors.add("price", "Enter a price such as 29.99.") }
        if let price, price.cents > Money.largestPrice { errors.add("price", "The highest price is 999,999.99.") }
        // Browsers send CR LF for a line end in a text area (WHATWG HTML, "form submission"); one LF is what was typed.
        let description = typedDescription.replacing("\r\n", with: "\n")
        if !description.isPlainText { errors.add("description", "Keep the description to plain text.") }
        if description.utf8.count > 51_200 { errors.add("description", "Keep the description to at most 50 KB.") }
        let status = typedStatus.isEmpty ? .draft : Product.Status(rawValue: typedStatus)
        if status == nil { errors.add("status", "Choose draft, active or archived.") }
        guard errors.isEmpty, let price, let status else { return .failure(errors) }
        return .success(ProductDraft(name: name, description: description, price: price, status: status))
    }
}
