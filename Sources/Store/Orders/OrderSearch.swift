internal import Postgres

/// Which orders a list shows; nothing set means all.
public struct OrderSearch: Sendable {
    /// The beginning of the buyer's address, as typed; nil for any.
    public let email: String?
    /// nil for any.
    public let status: Order.Status?
    /// The last order of the page before; nil for the first page. One that is not in the list gives an empty page.
    public let before: Order.ID?

    public init(email: String? = nil, status: Order.Status? = nil, before: Order.ID? = nil) {
        self.email = email
        self.status = status
        self.before = before
    }

    /// The conditions, each with its `AND`. Only those that apply stand in the text, so that each combination is a
    /// statement of its own with a plan of its own.
    var conditions: SQL {
        let byEmail: SQL = if let email { "AND \(SQL.column("orders.email", startsWith: email))" } else { "" }
        let byStatus: SQL = if let status { "AND orders.status = \(status)" } else { "" }
        let byKey: SQL =
            if let before {
                """
                AND (orders.created_at, orders.id)
                    < (SELECT key.created_at, key.id FROM orders AS key WHERE key.id = \(before))
                """
            } else { "" }
        return "\(byEmail) \(byStatus) \(byKey)"
    }
}
