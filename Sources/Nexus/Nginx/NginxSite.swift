import FoundationEssentials
import Processes
import Web

/// What nginx has to know of a store, as the templates in `nginx/` ask for it.
struct NginxSite {
    let home: Home
    let baseURL: BaseURL
    /// Other names, which lead to the base URL for good.
    let otherNames: [String]
    let door: NginxDoor
    let front: NginxFront
    /// The workers' socket.
    let socket: String
    /// A socket on which nginx answers without TLS, for `nexus up` itself; nil for none.
    let probeSocket: String?
    /// Where `nexus error-pages` has put its pages.
    let errorPages: String
    let accessLog: String
    let errorLog: String
    /// How long browsers shall insist on https, in seconds.
    let strictTransportSeconds: Int
    /// Which entry each address is for.
    var entries = NginxEntries.routes
    /// The command and options that this comes from, on one line.
    let maker: String

    /// The site, for nginx's http block. By its first two lines `nexus doctor` finds out how it was made, and what the files
    /// that it includes said then.
    func site() throws(CommandFailure) -> String {
        var files = ["nexus.conf"]
        if !door.httpAddresses.isEmpty { files.append("http.conf") }
        if !otherNames.isEmpty { files.append("also.conf") }
        let values = try values
        var text = ""
        for file in files { text += "\n" + (try filled(file, values)) }
        return "\(Self.mark)\(maker)\n\(try NginxSnippets(home, of: text).line)\n\(text)"
    }

    /// What the first line of a site begins with.
    static let mark = "# Made by: "

    /// The whole configuration around a site in the file `site`, for `nexus up`.
    ///
    /// - Parameters:
    ///   - runDirectory: for the pid file and bodies that are buffered.
    ///   - user: who nginx's workers shall be; only root may choose, everybody else says nil.
    func wrapper(site: String, runDirectory: String, user: String?) throws(CommandFailure) -> String {
        let room = NginxRoom.here
        let outer: [String: NginxTemplate.Rows] = [
            "SITE": .list([site]), "RUN": .list([runDirectory]), "NGINX_USER": .list(user.map { [$0] } ?? []),
            "CONNECTIONS": .list(["\(room.connections)"]), "OPEN_FILES": .list(["\(room.openFiles)"]),
        ]
        return try filled("nginx.conf", values.merging(outer) { _, own in own })
    }

    private var values: [String: NginxTemplate.Rows] {
        get throws(CommandFailure) {
            let own: [String: [String]] = [
                "NGINX": [home.nginx],
                "STATIC": [home.staticFiles],
                "SERVER_NAME": [baseURL.host],
                "ALSO": [otherNames.joined(separator: " ")],
                "BASE_URL": [baseURL.text],
                "HTTPS_LISTEN": door.httpsAddresses,
                "PLAIN_LISTEN": door.plainAddresses,
                "HTTP_LISTEN": door.httpAddresses,
                "BEHIND_TLS": door.plainAddresses.isEmpty ? [] : ["on"],
                "CERTIFICATE": door.certificate.map { [$0.chain] } ?? [],
                "CERTIFICATE_KEY": door.certificate.map { [$0.key] } ?? [],
                "TRUSTED": front.trustedProxies,
                "FORWARDED": front.trustedProxies.isEmpty ? [] : ["X-Forwarded-For"],
                "RECURSIVE": front.trustedProxies.isEmpty ? [] : ["on"],
                "MONITOR": front.monitors,
                "SOCKET": [socket],
                "PROBE_SOCKET": probeSocket.map { [$0] } ?? [],
                "ERROR_PAGES": [errorPages],
                "ACCESS_LOG": [accessLog],
                "ERROR_LOG": [errorLog],
                "HSTS": ["max-age=\(strictTransportSeconds)"],
            ]
            var values = try NginxLimits.values(NginxLimits.routes).merging(own.mapValues { .list($0) }) { $1 }
            values["ENTRY"] = try NginxEntries.rows(of: entries, files: Files.names(in: home.nginx))
            return values
        }
    }

    private func filled(_ name: String, _ values: [String: NginxTemplate.Rows]) throws(CommandFailure) -> String {
        try NginxTemplate(Files.contents("\(home.nginx)/\(name)")).filled(values)
    }
}
