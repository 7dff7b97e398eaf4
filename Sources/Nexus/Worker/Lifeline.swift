import Logging
import Postgres

/// A process's connection to the database, which may be missing for a while: whoever asks for it then gets nothing.
///
/// One that is lost is replaced by `mend`, which is called before the next piece of work is taken; whoever cannot work
/// must not be the quickest to take. One that the server ended while nothing was done over it is replaced by the work
/// that finds out, and costs nothing.
struct Lifeline: ~Copyable {
    private let settings: ConnectionSettings
    private let logger: Logger
    private var connection: Connection?
    private let now: () -> ContinuousClock.Instant
    /// Until then nobody tries to connect.
    private var retryAt: ContinuousClock.Instant

    /// Between two tries. A server that is silent makes every one of them last.
    private static let pause = Duration.milliseconds(500)
    /// The same while others have a database: then it is there.
    private static let shortPause = Duration.milliseconds(100)

    /// - Parameter now: tells the time between two tries.
    init(
        _ settings: ConnectionSettings, _ logger: Logger,
        now: @escaping () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.settings = settings
        self.logger = logger
        self.now = now
        retryAt = now()
        do throws(DatabaseError) {
            connection = try Connection(settings)
        } catch {
            noteFailure(error, others: false)
        }
    }

    /// Whether there is a connection, as far as this side knows.
    private var isWhole: Bool {
        switch connection {
        case .some(let connection): !connection.isLost
        case .none: false
        }
    }

    /// Makes the connection anew if it is lost: at once if it was there until now, and from then on twice a second, or
    /// more often while others have one.
    ///
    /// - Parameter others: whether other processes have a database.
    /// - Returns: whether there is one now. If not, it may have taken as long as `connectTimeout`.
    mutating func mend(others: Bool) -> Bool {
        if isWhole { return true }
        guard now() >= retryAt else { return false }
        do throws(DatabaseError) {
            connection = try connect(for: nil)
            return true
        } catch {
            noteFailure(error, others: others)
            return false
        }
    }

    /// Lets `body` use the connection; nil when there is none.
    ///
    /// - Parameter request: the id of the request, or of another piece of work, for the log.
    mutating func lend<Result>(for request: String, _ body: (inout Connection) -> Result) -> Result? {
        guard var db = ready(for: request) else { return nil }
        let result = body(&db)
        if !db.isLost, !db.isIdle { tidy(&db, after: request) }
        // The server may well be there, and only this connection be gone.
        if db.isLost { retryAt = now() }
        connection = consume db
        return result
    }

    /// The connection, fit for a request; nil, and a line in the log, when there is none to be had.
    private mutating func ready(for request: String) -> Connection? {
        // A worker may have waited for a request since long before the database came back.
        guard isWhole || now() >= retryAt else {
            logger.notice("no database", metadata: ["request_id": "\(request)"])
            return nil
        }
        do throws(DatabaseError) {
            return try connect(for: request)
        } catch {
            noteFailure(error, others: false, request: request)
            return nil
        }
    }

    private mutating func noteFailure(_ error: DatabaseError, others: Bool, request: String? = nil) {
        retryAt = now() + (others ? Self.shortPause : Self.pause)
        var metadata: Logger.Metadata = ["error": "\(error.debugDescription)"]
        if let request { metadata["request_id"] = "\(request)" }
        logger.error("no database", metadata: metadata)
    }

    private mutating func connect(for request: String?) throws(DatabaseError) -> Connection {
        guard var known = connection.take() else { return try Connection(settings) }
        do throws(DatabaseError) {
            if try known.recover() == .reconnected {
                var metadata: Logger.Metadata = [:]
                if let request { metadata["request_id"] = "\(request)" }
                logger.notice("connected to the database again", metadata: metadata)
            }
        } catch {
            // Kept: it is the same to connect anew later, and its settings are there.
            connection = consume known
            throw error
        }
        return known
    }

    /// A transaction that a request leaves open is a bug of ours; it ends before the next request can see it.
    private func tidy(_ db: inout Connection, after request: String) {
        let found = try? db.recover()
        logger.error(
            "the request left a transaction open",
            metadata: [
                "request_id": "\(request)", "now": "\(found == .rolledBackOpenTransaction ? "rolled back" : "lost")",
            ])
    }
}
