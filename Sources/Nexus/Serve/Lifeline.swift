import HTTP
import Logging
import Postgres
import Web

/// A worker's connection to the database, which may be missing for a while: requests then get the 503 page, and each of
/// them tries again, so that the store is back as soon as the database is.
struct Lifeline: ~Copyable {
    private let settings: ConnectionSettings
    private let site: Site
    private let logger: Logger
    private var connection: Connection?

    init(_ settings: ConnectionSettings, _ site: Site, _ logger: Logger) {
        self.settings = settings
        self.site = site
        self.logger = logger
        do {
            connection = try Connection(settings)
        } catch {
            logger.warning("no database yet", metadata: ["error": "\(error.debugDescription)"])
        }
    }

    /// - Parameter note: told the name of the request's route.
    mutating func answer(_ request: Request, noting note: (String) -> Void) -> Response {
        let site = site
        return lend(for: request) { db in
            db.label(request.id)
            return site.respond(to: request, &db, noting: note)
        } ?? Site.refusal(.serviceUnavailable, requestID: request.id)
    }

    /// Lets `body` use the connection; nil when there is none.
    mutating func lend<Result>(for request: Request, _ body: (inout Connection) -> Result) -> Result? {
        guard var db = ready(for: request) else { return nil }
        let result = body(&db)
        connection = consume db
        return result
    }

    /// The connection, fit for a request; nil, and a line in the log, when there is none to be had.
    private mutating func ready(for request: Request) -> Connection? {
        do throws(DatabaseError) {
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
        } catch {
            logger.error(
                "no database",
                metadata: ["request_id": "\(request.id)", "error": "\(error.debugDescription)"])
            return nil
        }
    }

    private func report(_ found: Connection.Recovery, _ request: Request) {
        switch found {
        case .clean: break
        case .reconnected: logger.notice("connected to the database again", metadata: ["request_id": "\(request.id)"])
        case .rolledBackOpenTransaction:
            // A bug of ours, found on the way to the next request.
            logger.error(
                "the request before left a transaction open; it is rolled back",
                metadata: ["request_id": "\(request.id)"])
        }
    }
}
