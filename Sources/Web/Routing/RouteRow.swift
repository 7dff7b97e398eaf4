internal import HTML
internal import HTTP

/// One row of `Routes.table`: a route and a method, with all that is said of it.
struct RouteRow: Sendable {
    /// The route's name, such as `ownProduct`; in logs and on the scoreboard.
    let name: String
    let method: HTTP.Method
    /// As a person writes it, with braces around what varies.
    let pattern: String
    let access: Access
    let entry: Entry
    let options: RouteOptions

    /// How often one address may ask.
    var limit: EdgeLimit { options.limit ?? (entry == .page ? .page : .create) }
}

/// Who may. Only who passes gets to a handler, whose signature demands the proof.
enum Access: String, Sendable {
    case anyone, account, seller, admin
}

/// What a route needs beside; the words are those of `Routes.table`.
struct RouteOptions: Sendable {
    var isPublic = false
    var setsFormCookie = false
    var limit: EdgeLimit?
    var counts: Made?
    var fields = FormFields()
}

extension Route {
    /// The route's name, such as `ownProduct`.
    var name: String { rows.first?.name ?? "" }
    var access: Access { rows.first?.access ?? .admin }

    var link: Link { Link(path: path) }

    /// The same address with a query; pairs without a value are left out.
    func link(_ query: [(String, String?)]) -> Link {
        Link(
            path: path,
            query: query.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : (name, $0) } }
        )
    }
}

extension Site {
    /// One row a route and method, for `nexus routes`: method, pattern, and who may use it.
    public static var routes: [(method: String, pattern: String, access: String)] {
        Route.table.map { ($0.method.token, $0.pattern, $0.access.rawValue) }
    }

    /// The same with what one address may ask of each, for nginx's files.
    public static var limits: [(method: String, pattern: String, limit: EdgeLimit)] {
        Route.table.map { ($0.method.token, $0.pattern, $0.limit) }
    }

    /// The cookie whose value nginx counts a session's requests by.
    public static let sessionCookieName = SessionCookie.name

    /// The same with the door that each comes in by, by which nginx's files of request headers are called.
    public static var entries: [(method: String, pattern: String, entry: String)] {
        Route.table.map { ($0.method.token, $0.pattern, $0.entry.rawValue) }
    }
}
