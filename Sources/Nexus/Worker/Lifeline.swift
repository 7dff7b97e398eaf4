import Logging
import Postgres

/// A process's connection to the database, which may be missing for a while: whoever asks for it then gets nothing.
///
/// One that the server ended costs at most the request in hand: the next one connects again. With a server that fails two
/// requests in a row, or is silent, one request tries again every half second, so that the store is soon back when the
/// database is; the others are answered at once, because a silent server makes every try last, and those who queue would
/// wait for all of them.
struct Lifeline: ~Copyable {
    private let settings: ConnectionSettings
    private let logger: Logger
    private var connection: Connection?
    /// Until then nobody tries to connect.
    private var retryAt = ContinuousClock.now
    /// Requests in a row that found no server, or lost it.
    private var failures = 0

    private static let pause = Duration.milliseconds(500)
    /// A try that takes as long has met a server that is silent.
    private static let silence = Duration.milliseconds(100)

    init(_ settings: ConnectionSettings, _ logger: Logger) {
        self.settings = settings
        self.logger = logger
        do {
            connection = try Connection(settings)
        } catch {
            logger.warning("no database yet", metadata: ["error": "\(error.debugDescription)"])
        }
    }

    /// Lets `body` use the connection; nil when there is none.
    ///
    /// - Parameter request: the id of the request, or of another piece of work, for the log.
    mutating func lend<Result>(for request: String, _ body: (inout Connection) -> Result) -> Result? {
        guard var db = ready(for: request) else { return nil }
        let result = body(&db)
        if !db.isLost, !db.isIdle { tidy(&db, after: request) }
        if db.isLost {
            noteFailure(isSilent: db.isGivenUp)
        } else {
            failures = 0
        }
        connection = consume db
        return result
    }

    /// The connection, fit for a request; nil, and a line in the log, when there is none to be had.
    private mutating func ready(for request: String) -> Connection? {
        let mustConnect = connection?.isLost ?? true
        if mustConnect, ContinuousClock.now < retryAt {
            logger.notice("no database", metadata: ["request_id": "\(request)"])
            return nil
        }
        let began = ContinuousClock.now
        do throws(DatabaseError) {
            return try connect(request)
        } catch {
            noteFailure(isSilent: .now - began > Self.silence)
            logger.error(
                "no database",
                metadata: ["request_id": "\(request)", "error": "\(error.debugDescription)"])
            return nil
        }
    }

    private mutating func noteFailure(isSilent: Bool) {
        failures += 1
        if failures > 1 || isSilent { retryAt = .now + Self.pause }
    }

    private mutating func connect(_ request: String) throws(DatabaseError) -> Connection {
        guard var known = connection.take() else { return try Connection(settings) }
        do throws(DatabaseError) {
            let found = try known.recover()
            if found != .clean { report(found, request) }
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

    private func report(_ found: Connection.Recovery, _ request: String) {
        switch found {
        case .clean, .rolledBackOpenTransaction: break
        case .reconnected: logger.notice("connected to the database again", metadata: ["request_id": "\(request)"])
        }
    }
}
