/// The status of a product or an order as a coloured label; the word says it all, the colour only repeats it.
struct StatusBadge: Sendable, Equatable {
    /// What a person reads: "Paid".
    let label: String
    /// The suffix of the CSS class: good, busy, quiet or bad.
    let tone: String

    /// - Parameter status: the word the database uses, such as `paid` or `draft`.
    init(_ status: String) {
        switch status {
        case "active": self.init(label: "Published", tone: "good")
        case "draft": self.init(label: "Draft", tone: "busy")
        case "archived": self.init(label: "Archived", tone: "quiet")
        case "created": self.init(label: "Started", tone: "quiet")
        case "processing": self.init(label: "Processing", tone: "busy")
        case "paid": self.init(label: "Paid", tone: "good")
        case "refunded": self.init(label: "Refunded", tone: "quiet")
        case "cancelled": self.init(label: "Cancelled", tone: "bad")
        default: self.init(label: status, tone: "quiet")
        }
    }

    private init(label: String, tone: String) {
        self.label = label
        self.tone = tone
    }
}
