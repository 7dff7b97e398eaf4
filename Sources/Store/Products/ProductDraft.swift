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
        let name = form[.name].trimmed
        if !name.isVisible { form.refuse(.name, "Give the product a name.") }
        if name.unicodeScalars.count > 255 { form.refuse(.name, "Keep the name to at most 255 characters.") }
        if !name.isOneLine || !name.isPlainText { form.refuse(.name, "Keep the name to one line of text.") }
        let price = Money(typed: form[.price])
        if price == nil { form.refuse(.price, "Enter a price such as 29.99.") }
        if let price, price.cents > Money.largestPrice { form.refuse(.price, "The highest price is 999,999.99.") }
        // Browsers send CR LF for a line end in a text area (WHATWG HTML, "form submission"); one LF is what was typed.
        let description = form[.description].replacing("\r\n", with: "\n")
        if !description.isPlainText { form.refuse(.description, "Keep the description to plain text.") }
        if description.utf8.count > longestDescription {
            form.refuse(.description, "Keep the description to at most 50 KB.")
        }
        let status = form[.status].isEmpty ? .draft : Product.Status(rawValue: form[.status])
        if status == nil { form.refuse(.status, "Choose draft, active or archived.") }
        guard !form.isRefused, let price, let status else { return nil }
        return ProductDraft(name: name, description: description, price: price, status: status)
    }
}
