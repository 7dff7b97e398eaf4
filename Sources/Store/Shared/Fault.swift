internal import Passwords
internal import Postgres

/// What a thrown error means for the person who waits, without its details.
public enum Fault: Sendable, Equatable {
    /// The database cannot be reached, took too long, cannot write just now, or had to choose between two who waited for
    /// each other: try again later.
    case unavailable
    /// Too many passwords are being checked: try again in a few seconds.
    case crowded
    /// Anything else: our mistake.
    case bug

    /// Any error is some fault; one that Store does not know is a bug.
    public init(_ error: any Error) {
        switch error {
        case let error as DatabaseError where [.unavailable, .timeout, .serialization].contains(error.kind):
            self = .unavailable
        case PasswordError.busy: self = .crowded
        case is PasswordError: self = .unavailable
        default: self = .bug
        }
    }

    /// What the log should say of `error`; never a bound value, a password or a token.
    public static func detail(of error: any Error) -> String {
        (error as? DatabaseError)?.debugDescription ?? String(describing: error)
    }
}
