internal import Store

/// How an order of the bulk data went on: its status, and since when it has it.
struct SeedOrder: Sendable {
    let status: Order.Status
    let updatedAt: Timestamp

    /// A cancellation later than this was one of an order that nobody paid; an earlier one, of a declined payment.
    static let abandonedAfter: Int64 = 3_600

    /// - Parameter end: nothing has happened at that moment or later.
    init(at created: Timestamp, before end: Timestamp, _ random: inout SeedRandom) {
        let last = Timestamp(microseconds: end.microseconds - 1)
        let settled = min(created.moved(milliseconds: random.within(900...11_000)), last)
        let later = created.moved(milliseconds: random.within(3_700_000...1_900_000_000))
        let share = random.below(1_000)
        let isLaterKnown = later < end
        switch share {
        case ..<880: (status, updatedAt) = (.paid, settled)
        case ..<920: (status, updatedAt) = isLaterKnown ? (.refunded, later) : (.paid, settled)
        case ..<965: (status, updatedAt) = (.cancelled, settled)
        case ..<985: (status, updatedAt) = isLaterKnown ? (.cancelled, later) : (.created, created)
        case ..<993: (status, updatedAt) = (.created, created)
        default: (status, updatedAt) = (.processing, settled)
        }
    }
}

extension Timestamp {
    fileprivate func moved(milliseconds: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(milliseconds) * 1_000)
    }
}
