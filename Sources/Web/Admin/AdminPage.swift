import HTML

/// `/admin`: how much of everything there is.
struct AdminPage: Sendable {
    struct Count: Sendable {
        /// "Users".
        let label: String
        /// Formatted: "1,204".
        let value: String
        /// To the list; nil for a figure without one.
        let link: Link?
    }

    let layout: Layout
    let counts: [Count]
    /// The latest few of all sellers.
    let orders: [OrderRow]
}
