/// One day of the sales chart: the bar's place in the drawing, and its figures in words.
struct ChartBar: Sendable {
    /// In units of the drawing, from its upper left corner.
    let x: Int
    let y: Int
    let width: Int
    let height: Int
    /// The day: "14 Mar".
    let label: String
    let orders: Int
    /// Formatted: "$149.97".
    let amount: String
}
