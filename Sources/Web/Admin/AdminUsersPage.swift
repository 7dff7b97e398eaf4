import HTML

/// `/admin/users`.
struct AdminUsersPage: Sendable {
    struct Row: Sendable {
        let link: Link
        let email: String
        /// Empty when none was given.
        let name: String
        /// "Seller" or "Admin".
        let role: String
        let joined: Moment
    }

    let layout: Layout
    /// What was searched for, as typed; empty for all.
    let query: String
    let rows: [Row]
    let pager: Pager
}
