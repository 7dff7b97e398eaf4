public import Passwords
public import Postgres

/// Somebody who says who they are, with a password to prove it.
public struct Login: Sendable {
    public enum Outcome: Sendable {
        /// The password is right, and a session may begin.
        case verified(VerifiedLogin)
        /// The password is right, but an admin has suspended the account, for this reason.
        case suspended(reason: String)
        /// A wrong password, an unknown address or a malformed one.
        case refused
    }

    let email: EmailAddress?
    let password: TypedPassword

    /// Anything typed makes an attempt; only a right one makes a user.
    public init(email: String, password: String) {
        self.email = EmailAddress(email)
        self.password = TypedPassword(password)
    }

    /// Whatever is refused costs the same work, and so cannot be told apart by time (OWASP Authentication Cheat Sheet).
    /// A hash made with lower costs than today's, or of another spelling, is replaced. Throws `DatabaseError` and
    /// `PasswordError`.
    public func attempt(hasher: PasswordHasher, _ db: inout Database) throws -> Outcome {
        let known: Credentials? = if let email { try Credentials.find(email, &db) } else { nil }
        guard case .right(let isOutdated) = try Credentials.check(password, of: known, hasher: hasher), let known else {
            return .refused
        }
        if let reason = known.user.suspensionReason { return .suspended(reason: reason) }
        if isOutdated, let normal = password.normal {
            if let renewed = try known.replace(with: try hasher.hash(normal), &db) { return .verified(renewed) }
            // A log-in at the same moment may have made the hash anew, and nothing else.
            guard let found = try Credentials.find(known.user.id, &db), found.user.role == known.user.role,
                found.user.email == known.user.email, found.user.suspensionReason == nil,
                try Credentials.check(password, of: found, hasher: hasher).isRight
            else { return .refused }
            return .verified(VerifiedLogin(found))
        }
        return .verified(VerifiedLogin(known))
    }
}
