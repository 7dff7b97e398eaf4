internal import Passwords
public import Postgres

extension User {
    /// A new seller, who may begin a session; nil when the address already has an account.
    public static func register(
        _ registration: Registration, _ db: inout Database
    ) throws(DatabaseError) -> VerifiedLogin? {
        let user: User? = try db.first(
            """
            INSERT INTO users (email, password, name)
            VALUES (\(registration.email), \(registration.password.phc), \(registration.name.text))
            ON CONFLICT (lower(email)) DO NOTHING
            RETURNING \(columns)
            """
        )
        return user.map { VerifiedLogin($0, phc: registration.password.phc) }
    }

    /// A new admin; nil when the address already has an account. Needs the owner's connection: the application's role
    /// cannot write `role`.
    public static func createAdmin(
        _ registration: Registration, _ db: inout Database
    ) throws(DatabaseError) -> User? {
        try db.first(
            """
            INSERT INTO users (email, password, name, role)
            VALUES (\(registration.email), \(registration.password.phc), \(registration.name.text), 'admin')
            ON CONFLICT (lower(email)) DO NOTHING
            RETURNING \(columns)
            """
        )
    }

    /// Makes an account that is there an admin's and ends all its sessions, since nobody knows in which browsers they are;
    /// nil when nobody has the address. Needs the owner's connection, as `createAdmin` does. An account that is suspended
    /// violates `users_admin_is_not_suspended`.
    public static func promote(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> User? {
        try change(email, to: .admin, &db)
    }

    /// Makes an admin's account a seller's again and ends all its sessions; nil when nobody has the address. Needs the
    /// owner's connection.
    public static func demote(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> User? {
        try change(email, to: .seller, &db)
    }

    private static func change(
        _ email: EmailAddress, to role: Role, _ db: inout Database
    ) throws(DatabaseError) -> User? {
        try db.transaction { db throws(DatabaseError) in
            let user: User? = try db.first(
                "UPDATE users SET role = \(role) WHERE lower(email) = lower(\(email)) RETURNING \(columns)")
            if let user { try Session.endAll(of: user.id, &db) }
            return user
        }
    }

    /// The user who logs in with an address; nil when there is none.
    public static func find(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> User? {
        try db.first("SELECT \(columns) FROM users WHERE lower(email) = lower(\(email))")
    }

    /// Any user by number, for the admin; nil when there is none.
    public static func find(_ id: ID, _ db: inout Database) throws(DatabaseError) -> User? {
        try db.first("SELECT \(columns) FROM users WHERE id = \(id)")
    }

    /// Everybody, newest first, for the admin: those whose address begins with `email`, after the user `before`.
    public static func list(
        emailStartingWith email: String?, before: ID?, _ db: inout Database
    ) throws(DatabaseError) -> Paged<User> {
        Paged(try db.all(listQuery(emailStartingWith: email, before: before)))
    }

    static func listQuery(emailStartingWith email: String?, before: ID?) -> SQL {
        let search: SQL = if let email { "AND \(SQL.column("email", startsWith: email))" } else { "" }
        let page: SQL = if let before { "AND id < \(before)" } else { "" }
        return
            "SELECT \(columns) FROM users WHERE true \(search) \(page) ORDER BY id DESC LIMIT \(Paged<User>.size + 1)"
    }
}
