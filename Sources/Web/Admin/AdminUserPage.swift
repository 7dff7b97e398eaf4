/// `/admin/users/{id}`: one account, to read and to suspend.
struct AdminUserPage: Sendable {
    let layout: Layout
    let email: String
    /// Empty when none was given.
    let name: String
    /// "Seller" or "Admin".
    let role: String
    let joined: Moment
    let updated: Moment
    /// The latest few.
    let products: [ProductRow]
    /// The latest few.
    let orders: [OrderRow]
    /// nil for an admin.
    let removal: Removal?
}
