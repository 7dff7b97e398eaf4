internal import Passwords
public import Postgres

extension User {
    /// A new seller, who may begin a session; nil when the address already has an account.
    public static func register(
        _ registration: Registration, as submission: Submission = .unnumbered, _ db: inout Database
    ) throws(DatabaseError) -> VerifiedLogin? {
        let user: User? = try db.first(
            submission.noting(
                """
                INSERT INTO users (email, password, name)
                VALUES (\(registration.email), \(registration.password.phc), \(registration.name.text))
                ON CONFLICT (\(SQL.address("email"))) DO NOTHING
                RETURNING \(columns)
                """))
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
            ON CONFLICT (\(SQL.address("email"))) DO NOTHING
            RETURNING \(columns)
            """
        )
    }

    /// Makes an admin's account a seller's again and ends all its sessions; nil when nobody has the address. Needs the
    /// owner's connection. The other way is `PasswordReset.store(as:)`.
    public static func demote(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> User? {
        try db.transaction { db throws(DatabaseError) in
            let user: User? = try db.first(
                """
                UPDATE users SET role = 'seller' WHERE \(SQL.address("email")) = \(SQL.address(email))
                RETURNING \(columns)
                """)
            if let user { try Session.endAll(of: user.id, &db) }
            return user
        }
    }

    /// The user who logs in with an address; nil when there is none.
    public static func find(_ email: EmailAddress, _ db: inout Database) throws(DatabaseError) -> User? {
        try db.first("SELECT \(columns) FROM users WHERE \(SQL.address("email")) = \(SQL.address(email))")
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

    /// With a search: of those that match, the first in the order of their addresses (`SearchText.matches`).
    static func listQuery(emailStartingWith email: String?, before: ID?) -> SQL {
        let found: SQL =
            if let search = SearchText(email) {
                """
                (SELECT * FROM users WHERE \(SQL.text(SQL.address("email"), startsWith: search.address))
                ORDER BY \(SQL.address("email")) LIMIT \(SearchText.matches)) AS users
                """
            } else {
                "users"
            }
        let page: SQL = if let before { "WHERE users.id < \(before)" } else { "" }
        return "SELECT \(columns) FROM \(found) \(page) ORDER BY users.id DESC LIMIT \(Paged<User>.size + 1)"
    }
}
