public import Passwords
public import Postgres

/// The connection that everything in Store reads and writes through, always as an `inout` argument.
///
/// It is the only name of the Postgres module that Store passes on: a module that imports Store alone can hand a
/// database along, and can neither call it nor write SQL.
public typealias Database = Postgres.Connection

/// What hashes and checks passwords, made where the settings are and only handed along.
public typealias PasswordHasher = Passwords.PasswordHasher

extension Passwords.PasswordHasher {
    /// The same for a request of somebody who asks for more than people do, which takes nothing from others.
    public func asking(moreThanPeopleDo isMore: Bool) -> PasswordHasher { isMore ? aside : self }
}
