import FoundationEssentials
import Processes

/// What nginx has to know of a store, as the templates in `nginx/` ask for it.
struct NginxSite {
    let home: Home
    let baseURL: BaseURL
    /// All the names that the store answers to; the base URL's host comes first.
    let names: [String]
    /// Addresses and ports for nginx's `listen`, such as `443` or `127.0.0.1:8443`.
    let httpsAddresses: [String]
    let httpAddresses: [String]
    let certificate: String
    let certificateKey: String
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

    /// The site, for nginx's http block.
    func site() throws(CommandFailure) -> String {
        try filled("nexus.conf", values)
    }

    /// The whole configuration around a site in the file `site`, for `nexus up`.
    ///
    /// - Parameters:
    ///   - runDirectory: for the pid file and bodies that are buffered.
    ///   - user: who nginx's workers shall be; only root may choose, everybody else says nil.
    func wrapper(site: String, runDirectory: String, user: String?) throws(CommandFailure) -> String {
        let outer = ["SITE": [site], "RUN": [runDirectory], "NGINX_USER": user.map { [$0] } ?? []]
        return try filled("nginx.conf", values.merging(outer) { _, own in own })
    }

    private var values: [String: [String]] {
        [
            "NGINX": [home.nginx],
            "STATIC": [home.staticFiles],
            "SERVER_NAME": [names.joined(separator: " ")],
            "BASE_URL": [baseURL.text],
            "HTTPS_LISTEN": httpsAddresses,
            "HTTP_LISTEN": httpAddresses,
            "CERTIFICATE": [certificate],
            "CERTIFICATE_KEY": [certificateKey],
            "SOCKET": [socket],
            "PROBE_SOCKET": probeSocket.map { [$0] } ?? [],
            "ERROR_PAGES": [errorPages],
            "ACCESS_LOG": [accessLog],
            "ERROR_LOG": [errorLog],
            "HSTS": ["max-age=\(strictTransportSeconds)"],
        ]
    }

    private func filled(_ name: String, _ values: [String: [String]]) throws(CommandFailure) -> String {
        try NginxTemplate(Files.contents("\(home.nginx)/\(name)")).filled(values)
    }
}
