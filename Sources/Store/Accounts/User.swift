public import Postgres

/// Somebody with an account.
public struct User: Sendable {
    public typealias ID = Identifier<User>

    public enum Role: String, Sendable {
        case seller, admin
    }

    public let id: ID
    public let email: EmailAddress
    /// May be empty.
    public let name: String
    public let role: Role
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// Whose days the account counts in.
    public let timeZone: TimeZoneName
    /// Why an admin has suspended the account; nil when none has.
    public let suspensionReason: String?
}

extension User: RowDecodable {
    static let columns: SQL = """
        users.id, users.email, users.name, users.role, users.created_at, users.updated_at, users.time_zone,
        users.suspension_reason
        """

    public init(row: inout Row) throws(DatabaseError) {
        id = try row.next()
        email = try row.next()
        name = try row.next()
        role = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        timeZone = try row.next()
        suspensionReason = try row.next()
    }
}

extension User.Role: SQLWrapper {
    public init?(sql: String) { self.init(rawValue: sql) }
    public var sql: String { rawValue }
}
