internal import Store

/// The form above a list of orders: a search by reference or buyer and a choice of one status.
struct OrderFilter: Sendable {
    /// What was searched for, as typed; empty for all.
    let query: String
    /// "All" with the value "" first.
    let statuses: [Choice]
    /// Whether something was searched or chosen, so that an empty list means "no match".
    let isOn: Bool

    init(_ search: OrderSearch) {
        query = search.text ?? ""
        let all = Choice(value: "", label: "All", isSelected: search.status == nil)
        statuses =
            [all]
            + Order.Status.allCases.map {
                Choice(value: $0.rawValue, label: StatusBadge($0).label, isSelected: search.status == $0)
            }
        isOn = search.text != nil || search.status != nil
    }
}
