/// One change of an order's status, in its timeline.
struct OrderEventRow: Sendable {
    let status: StatusBadge
    let at: Moment
    /// What happened, in a sentence.
    let note: String
}
