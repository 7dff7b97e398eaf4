internal import Characters

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
        let name = TypedField.line(typedName, longest: 255)
        if name == nil { errors.add("name", "Keep the name to at most 255 characters.") }
        if name?.isVisible == false { errors.add("name", "Give the product a name.") }
        let price = Money(typed: typedPrice)
        if price == nil { errors.add("price", "Enter a price such as 29.99.") }
        if let price, price.cents > Money.largestPrice { errors.add("price", "The highest price is 999,999.99.") }
        let description = TypedField.lines(typedDescription, bytes: 51_200)
        if description == nil { errors.add("description", "Keep the description to at most 50 KB.") }
        let status = typedStatus.isEmpty ? .draft : Product.Status(typed: typedStatus)
        if status == nil { errors.add("status", "Choose draft, active or archived.") }
        guard errors.isEmpty, let name, let price, let description, let status else { return .failure(errors) }
        return .success(ProductDraft(name: name, description: description, price: price, status: status))
    }
}
