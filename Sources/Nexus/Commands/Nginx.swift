import ArgumentParser
import Processes

struct Nginx: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the site for a real nginx, filled in with this store's settings.",
        discussion: """
            nexus nginx > /etc/nginx/conf.d/nexus.conf

            The host comes from NEXUS_BASE_URL, the workers' socket from NEXUS_SOCKET. nginx/README.md tells the rest.
            """
    )

    @Option(help: "The certificate with its chain. (default: Let's Encrypt's place for the host)")
    var certificate: String?

    @Option(help: "The certificate's private key. (default: Let's Encrypt's place for the host)")
    var certificateKey: String?

    @Option(help: "Where `nexus error-pages` has put its pages.")
    var errorPages = "/var/lib/nexus/error-pages"

    @Option(name: .customLong("https-listen"), help: "Addresses and ports for https.")
    var httpsAddresses = ["443", "[::]:443"]

    @Option(name: .customLong("http-listen"), help: "Addresses and ports for http, which only lead to https.")
    var httpAddresses = ["80", "[::]:80"]

    @Option(help: "Where nginx logs requests, as JSON.")
    var accessLog = "/var/log/nginx/nexus-access.log"

    @Option(help: "Where nginx logs its own faults.")
    var errorLog = "/var/log/nginx/nexus-error.log"

    /// A year, the least that browsers' lists of https-only sites take (hstspreload.org).
    private static let strictTransportSeconds = 31_536_000

    func run() throws {
        let settings = try Settings.current()
        guard let url = BaseURL(settings.baseURL), url.isSecure else {
            throw CommandFailure(
                "NEXUS_BASE_URL begins with http; the site is for https", status: CommandFailure.badSettings)
        }
        let kept = "/etc/letsencrypt/live/\(url.host)"
        let site = NginxSite(
            home: try .find(), baseURL: url, names: [url.host], httpsAddresses: httpsAddresses,
            httpAddresses: httpAddresses, certificate: certificate ?? "\(kept)/fullchain.pem",
            certificateKey: certificateKey ?? "\(kept)/privkey.pem", socket: Paths.absolute(settings.socket),
            probeSocket: nil, errorPages: Paths.absolute(errorPages), accessLog: accessLog, errorLog: errorLog,
            strictTransportSeconds: Self.strictTransportSeconds)
        Terminal.write(try site.site(), to: 1)
    }
}
