/// What a seller fills in about a product.
public enum ProductField: String, FormField {
    case name, price, description, status

    public var limit: Int {
        switch self {
        case .name, .price, .status: 4_096
        // Four times what may be stored, so that whoever pasted too much finds it again.
        case .description: 4 * ProductDraft.longestDescription
        }
    }
}
