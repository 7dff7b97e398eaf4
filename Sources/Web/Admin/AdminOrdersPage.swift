/// `/admin/orders`: everybody's orders, each row with its seller.
struct AdminOrdersPage: Sendable {
    let layout: Layout
    /// What was searched for, as typed; empty for all.
    let query: String
    /// The filter; its first entry is "All" with the value "".
    let statuses: [Choice]
    let rows: [OrderRow]
    let pager: Pager

    /// Whether something was searched or filtered, so that an empty list means "no match".
    var isFiltered: Bool { !query.isEmpty || statuses.contains { $0.isSelected && !$0.value.isEmpty } }
}
