import Processes
import Web

/// The limits of `EdgeLimit` and the routes they are for, as nginx's files ask for them.
enum NginxLimits {
    /// A method and an address such as `/dashboard/products/{id}`, where `{…}` stands for one segment.
    typealias Route = (method: String, pattern: String, limit: EdgeLimit)

    /// Every address that is not under the limit of an ordinary page.
    static var routes: [Route] { Site.limits.filter { $0.limit != .page } }

    static func values(_ routes: [Route]) throws(CommandFailure) -> [String: NginxTemplate.Rows] {
        [
            "LIMIT": EdgeLimit.allCases.map { limit in
                row(limit.rawValue, of: limit, counted: limit == .probe ? "everybody" : "address", limit.rate)
            } + [row("session", of: .search, counted: "session", EdgeLimit.searchesOfSession)],
            "SESSION_COOKIE": .list([Site.sessionCookieName]),
            "LIMITED": try rows(of: routes),
            "AT_ONCE": .list(["\(EdgeLimit.requestsAtOnce)"]),
            "BODY": .list(["\(EdgeLimit.bodyKibibytes)k"]),
            "HEADERS": .list(["\(EdgeLimit.headerBuffers) \(EdgeLimit.headerKibibytes)k"]),
            "LOGGED": .list(["\(EdgeLimit.loggedBytes)"]),
            "RETRY": .list(["\(EdgeLimit.retrySeconds)"]),
        ]
    }

    private static func row(
        _ name: String, of limit: EdgeLimit, counted: String, _ rate: EdgeLimit.Rate
    ) -> [String: String] {
        [
            "NAME": name, "OF": limit.rawValue, "COUNTED": counted, "RATE": "\(rate.perMinute)r/m",
            "BURST": "\(rate.burst)", "DELAY": "\(rate.atOnce)",
        ]
    }

    /// The lines of the map from a request to its limit: a regular expression for the method, one for the path, the limit.
    ///
    /// - Throws: `CommandFailure` for a pattern that has anything but letters, digits, `/`, `-`, `_`, `.`, `@` and `{…}`.
    static func rows(of routes: [Route]) throws(CommandFailure) -> NginxTemplate.Rows {
        var rows: NginxTemplate.Rows = []
        for route in routes {
            let method = route.method == "GET" ? "(GET|HEAD)" : route.method
            rows.append(["METHOD": method, "PATH": try expression(route.pattern), "LIMIT": route.limit.rawValue])
        }
        return rows
    }

    /// The regular expression for an address.
    ///
    /// - Throws: `CommandFailure` as above.
    static func expression(_ pattern: String) throws(CommandFailure) -> String {
        var text = ""
        for segment in pattern.split(separator: "/") {
            if segment.hasPrefix("{"), segment.hasSuffix("}") {
                text += "/[^/]+"
            } else if segment.wholeMatch(of: /[A-Za-z0-9_@.-]+/) != nil {
                text += "/" + segment.replacing(".", with: "[.]")
            } else {
                throw CommandFailure("no limit can be set for the address \(pattern)")
            }
        }
        return text
    }
}
