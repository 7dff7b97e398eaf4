/// Why a statement did not do what it should. `description` says nothing that a visitor may not read.
public struct DatabaseError: Error, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// What a caller can tell apart.
    public enum Kind: Sendable, Equatable {
        /// No connection, a lost one, or a server that does not answer, takes no one in, has no room or may only be read.
        case unavailable
        /// The statement or its wait for a lock took too long.
        case timeout
        /// A unique constraint or index; `constraint` names it.
        case uniqueViolation
        /// A check constraint; `constraint` names it.
        case checkViolation
        /// A foreign key; `constraint` names it.
        case foreignKeyViolation
        /// A column that must not be NULL.
        case notNullViolation
        /// Two transactions got in each other's way; the same transaction may go through when run again.
        case serialization
        /// The result has not the columns that the code reads.
        case decoding
        /// The code asks for what cannot be: a text with NUL, for example. Nothing was sent.
        case usage
        case other
    }

    public private(set) var kind: Kind
    /// The server's five characters; `nil` if the server had no part in it.
    public let sqlState: String?
    /// The constraint that was violated.
    public let constraint: String?

    /// What happened, without any bound value.
    let message: String
    /// In the text that was sent, in characters from 1.
    let position: Int?
    /// Of a script: how many of its statements had gone through.
    private(set) var completed: Int?
    private(set) var sql: String?
    private(set) var site: CallSite?

    init(_ kind: Kind, _ message: String, sqlState: String? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        constraint = nil
        position = nil
    }

    /// - Parameter quotes: whether the message may quote a value. A bound one is a visitor's; those in a script are ours.
    init(_ server: ServerMessage, isLost: Bool, quotes: Bool = false) {
        kind = isLost ? .unavailable : Kind(sqlState: server.sqlState)
        sqlState = server.sqlState
        constraint = server.constraint
        position = server.position
        // Class 22 (data exception) quotes the value: invalid input syntax for type uuid: "…".
        let isDataException = server.sqlState?.hasPrefix("22") ?? false
        message =
            isDataException && !quotes ? "data exception (the message quotes a value and is left out)" : server.text
    }

    /// The same error, knowing its statement and who asked for it.
    func at(_ site: CallSite, _ sql: String? = nil) -> DatabaseError {
        var error = self
        error.site = error.site ?? site
        error.sql = error.sql ?? sql
        return error
    }

    /// The same error, of that statement.
    func of(_ sql: SQL?) -> DatabaseError {
        var error = self
        error.sql = error.sql ?? sql?.text
        return error
    }

    /// The same error, which has cost the connection.
    var asUnavailable: DatabaseError {
        var error = self
        error.kind = .unavailable
        return error
    }

    /// The same error, of a script.
    func after(_ completed: Int) -> DatabaseError {
        var error = self
        error.completed = completed
        return error
    }

    public var description: String {
        switch kind {
        case .unavailable: "the database is not available"
        case .timeout: "the database took too long"
        case .uniqueViolation, .checkViolation, .foreignKeyViolation, .notNullViolation:
            "the database refused the data"
        case .serialization: "the database was busy with the same rows"
        case .decoding, .usage, .other: "a database error"
        }
    }

    /// For the log: SQLSTATE, message, constraint, statement and caller; bound values are in none of them.
    public var debugDescription: String {
        var text = "\(kind)"
        if let sqlState { text += " [\(sqlState)]" }
        text += ": \(message)"
        if let constraint { text += "; constraint \(constraint)" }
        if let sql { text += "; in: \(sql)" }
        if let site { text += "; at \(site.file):\(site.line)" }
        return text
    }
}

extension DatabaseError.Kind {
    /// By PostgreSQL 15, appendix A.
    init(sqlState: String?) {
        switch sqlState {
        case "57014", "55P03": self = .timeout
        // 25006 is a database that may only be read just now.
        case "25P03", "25006": self = .unavailable
        case "23505": self = .uniqueViolation
        case "23514": self = .checkViolation
        case "23503": self = .foreignKeyViolation
        case "23502": self = .notNullViolation
        case "40001", "40P01": self = .serialization
        // Lost; full, of disk or connections; being stopped or started.
        case let state? where ["08", "53", "57P"].contains(where: state.hasPrefix): self = .unavailable
        default: self = .other
        }
    }
}
