internal import Postgres

/// Somebody who has just proved who they are, and the account as it was at that moment. Only a log-in, a registration and
/// a change vouched for by the password make one. It proves nothing about a moment later: whatever is written on the
/// strength of it says `WHERE` it `stillHolds`.
public struct VerifiedLogin: Sendable {
    public let user: User
    let phc: String

    init(_ user: User, phc: String) {
        self.user = user
        self.phc = phc
    }

    init(_ credentials: Credentials) { self.init(credentials.user, phc: credentials.phc) }

    /// The row of `users`, as long as the same log-in would be given the same session: not when password, address or role
    /// have changed since, nor for somebody who is suspended.
    var stillHolds: SQL {
        """
        (users.id = \(user.id) AND users.password = \(phc) AND users.email = \(user.email) AND users.role = \(user.role)
            AND users.suspended_at IS NULL)
        """
    }
}
