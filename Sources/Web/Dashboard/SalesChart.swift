/// A bar chart of sales by day, as whole numbers for an SVG of `width` × `height` units.
struct SalesChart: Sendable {
    /// The figures of one day.
    struct Day: Sendable {
        /// "14 Mar".
        let label: String
        let orders: Int
        let cents: Int64
        /// The same amount, formatted: "$149.97".
        let amount: String
    }

    /// Room for one day, of which the bar takes all but the gap.
    private static let step = 20
    private static let gap = 6

    /// Oldest first, as given.
    let bars: [ChartBar]
    let width: Int
    let height = 160
    /// The day that sold most; nil when nothing was sold.
    let best: Day?

    /// - Parameter days: oldest first, days without sales included.
    init(days: [Day]) {
        let best = days.max { $0.cents < $1.cents }
        let most = max(best?.cents ?? 0, 1)
        var bars: [ChartBar] = []
        for day in days {
            // No day sold more than the best, so the quotient is at most the height. A day with a sale is never invisible.
            let scaled = most.dividingFullWidth(max(day.cents, 0).multipliedFullWidth(by: Int64(height))).quotient
            let tall = day.cents > 0 ? max(Int(scaled), 3) : 0
            let x = bars.count * Self.step + Self.gap / 2
            bars.append(
                ChartBar(
                    x: x, y: height - tall, width: Self.step - Self.gap, height: tall, label: day.label,
                    orders: day.orders, amount: day.amount))
        }
        self.bars = bars
        self.best = (best?.cents ?? 0) > 0 ? best : nil
        width = max(bars.count, 1) * Self.step
    }

    /// The first and the last day, for the axis; empty when there are no days.
    var firstLabel: String { bars.first?.label ?? "" }
    var lastLabel: String { bars.last?.label ?? "" }
}
