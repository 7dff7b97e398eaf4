internal import CPostgres

/// One connection to PostgreSQL, and everything that is done over it: the `Database` of the application.
///
/// It is for one thread at a time. A statement never waits longer than its time limit and a quarter of a second, and
/// so do several sent `together`; a connection that hangs or is lost stays closed, and every statement fails with kind `unavailable`, until `recover`.
public struct Connection: ~Copyable {
    public let settings: ConnectionSettings

    var wire: Wire
    var statements = StatementCache()
    var sessionLabel = SessionLabel()

    /// How many `transaction`s are open, one inside the other.
    var depth = 0

    /// Connects and sets the session up. Errors: kind `unavailable`.
    public init(
        _ settings: ConnectionSettings, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) {
        self.settings = settings
        wire = Wire()
        do {
            try open()
        } catch {
            throw error.at(CallSite(file, line))
        }
    }

    /// The first row, or `nil` if there is none. Errors: as the server has them, and kind `decoding`.
    public mutating func first<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> R? {
        try answer(sql, at: CallSite(file, line)) { result throws(DatabaseError) in try result.first() }
    }

    /// The one row of a statement that always has one, such as a count. Errors: as `first`, and kind `decoding` if there
    /// is none after all.
    public mutating func one<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> R {
        try answer(sql, at: CallSite(file, line)) { result throws(DatabaseError) in try result.one() }
    }

    /// All rows, in the server's order. Errors: as the server has them, and kind `decoding`.
    public mutating func all<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> [R] {
        try answer(sql, at: CallSite(file, line)) { result throws(DatabaseError) in try result.all() }
    }

    private mutating func answer<Answer>(
        _ sql: SQL, at site: CallSite, _ decode: (borrowing QueryResult) throws(DatabaseError) -> Answer
    ) throws(DatabaseError) -> Answer {
        let result = try execute(sql, at: site)
        do throws(DatabaseError) {
            return try decode(result)
        } catch {
            throw error.at(site, sql.text)
        }
    }

    /// Runs the statement for its effect. Gives how many rows it inserted, changed, deleted or selected.
    @discardableResult
    public mutating func run(
        _ sql: SQL, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> Int {
        try execute(sql, at: CallSite(file, line)).affected
    }

    /// Names the request in `pg_stat_activity` (`nexus <id>`). It travels with the next statement, in the same round trip.
    /// - Parameter requestID: letters, digits and hyphens; anything else is left out.
    public mutating func label(_ requestID: String) {
        sessionLabel.set(requestID)
    }

    /// Whether the connection is gone, as after a statement that the server never answered; `recover` makes a new one.
    public var isLost: Bool { !wire.isOpen }

    /// Whether it was this side that ended the connection, because the server did not answer in time.
    public var isGivenUp: Bool { wire.isGivenUp }

    /// Connected, and in no transaction.
    public var isIdle: Bool {
        wire.isOpen && wire.transactionStatus == PQTRANS_IDLE
    }

    /// How long to wait for a statement before the server is taken to be hung.
    var deadline: Deadline {
        Deadline(in: settings.statementTimeout.map { $0 + ConnectionSettings.grace })
    }
}
