internal import Store

/// The status of a product or an order as a coloured label; the word says it all, the colour only repeats it.
struct StatusBadge: Sendable, Equatable {
    /// The suffix of the CSS class.
    enum Tone: String {
        case good, busy, quiet, bad
    }

    /// What a person reads: "Paid".
    let label: String
    let tone: Tone

    init(_ status: Product.Status) {
        (label, tone) =
            switch status {
            case .active: ("Published", .good)
            case .draft: ("Draft", .busy)
            case .archived: ("Archived", .quiet)
            }
    }

    init(_ status: Order.Status) {
        (label, tone) =
            switch status {
            case .created: ("Started", .quiet)
            case .processing: ("Processing", .busy)
            case .paid: ("Paid", .good)
            case .refunded: ("Refunded", .quiet)
            case .cancelled: ("Cancelled", .bad)
            }
    }
}
