import Processes
import Web

/// The addresses that come in by another door than pages and forms, which `location /` is for: each door has a file of the
/// request headers that a worker is told, `nginx/fastcgi-….conf`.
enum NginxEntries {
    /// An address such as `/dashboard/products/{id}`, where `{…}` stands for one segment, and its entry.
    typealias Route = (pattern: String, entry: String)

    /// All of the store's.
    static var routes: [Route] { Site.entries.map { ($0.pattern, $0.entry) } }

    /// One row for each door: its name, and its addresses as one regular expression.
    ///
    /// - Parameter names: of all files of nginx's.
    /// - Throws: `CommandFailure` for a door without a file, for an address behind two (a page may stand before an upload,
    ///   whose headers are the same and more), and for what `NginxLimits.expression` refuses.
    static func rows(of routes: [Route], files names: [String]) throws(CommandFailure) -> NginxTemplate.Rows {
        var addresses: [String: [String]] = [:]
        for (pattern, entry) in routes where entry != "page" && entry != "form" {
            guard names.contains("fastcgi-\(entry).conf") else {
                throw CommandFailure("\(pattern) is for “\(entry)”, and nginx has no fastcgi-\(entry).conf")
            }
            let others = routes.filter { $0.pattern == pattern && $0.entry != entry }.map(\.entry)
            guard others.isEmpty || entry == "upload" && others.allSatisfy({ $0 == "page" }) else {
                throw CommandFailure(
                    "\(pattern) is for “\(entry)” and for “\(others[0])”; nginx can tell one of them its headers")
            }
            let expression = try NginxLimits.expression(pattern)
            if addresses[entry]?.contains(expression) != true { addresses[entry, default: []].append(expression) }
        }
        return addresses.sorted { $0.key < $1.key }.map { name, expressions in
            ["NAME": name, "PATHS": expressions.joined(separator: "|")]
        }
    }
}
