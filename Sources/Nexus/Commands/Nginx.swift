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

    @Option(
        name: .customLong("behind-tls"),
        help: ArgumentHelp(
            "An address and port for plain http, such as 127.0.0.1:8000, behind something that ends TLS. Repeatable.",
            discussion: "In place of both ports and the certificate; name what is in front with --trusted-proxy."))
    var plainAddresses: [String] = []

    @Option(
        name: .customLong("also"),
        help:
            "Another name, such as www.shop.example.com, that leads to the store; the certificate must have it. Repeatable."
    )
    var otherNames: [String] = []

    @OptionGroup var options: NginxFrontOptions

    @Option(name: .customLong("http-listen"), help: "Addresses and ports for http, which only lead to https.")
    var httpAddresses = ["80", "[::]:80"]

    @Option(help: "Where nginx logs requests, as JSON.")
    var accessLog = "/var/log/nginx/nexus-access.log"

    @Option(help: "Where nginx logs its own faults.")
    var errorLog = "/var/log/nginx/nexus-error.log"

    /// A year, the least that browsers' lists of https-only sites take (hstspreload.org).
    private static let strictTransportSeconds = 31_536_000

    func validate() throws {
        for name in otherNames where BaseURL("https://\(name)")?.host != name.lowercased() {
            let remedy = BaseURL.ascii(name).map { "; browsers write it \($0)" } ?? ""
            throw ValidationError("\(name) is no name of a host\(remedy)")
        }
    }

    func run() throws {
        Terminal.write(try site(Settings.current(), .find()).site(), to: 1)
    }

    /// - Throws: `CommandFailure` for a store without https.
    func site(_ settings: Settings, _ home: Home) throws(CommandFailure) -> NginxSite {
        guard let url = BaseURL(settings.baseURL), url.isSecure else {
            throw CommandFailure(
                "NEXUS_BASE_URL begins with http; the site is for https", status: CommandFailure.badSettings)
        }
        let kept = "/etc/letsencrypt/live/\(url.host)"
        let place = NginxDoor.Certificate(
            chain: certificate ?? "\(kept)/fullchain.pem", key: certificateKey ?? "\(kept)/privkey.pem")
        return NginxSite(
            home: home, baseURL: url, otherNames: otherNames.map { $0.lowercased() },
            door: plainAddresses.isEmpty
                ? .tls(httpsAddresses, http: httpAddresses, place) : .behindTLS(plainAddresses),
            front: options.front, socket: Paths.absolute(settings.socket), probeSocket: nil,
            errorPages: Paths.absolute(errorPages), accessLog: accessLog, errorLog: errorLog,
            strictTransportSeconds: Self.strictTransportSeconds, maker: maker)
    }

    /// The options that differ from what they would be unsaid.
    private var maker: String {
        var words = ["nexus nginx"]
        if let certificate { words += ["--certificate", certificate] }
        if let certificateKey { words += ["--certificate-key", certificateKey] }
        words += ["--error-pages", Paths.absolute(errorPages), "--access-log", accessLog, "--error-log", errorLog]
        if plainAddresses.isEmpty {
            words += httpsAddresses.flatMap { ["--https-listen", $0] }
            words += httpAddresses.flatMap { ["--http-listen", $0] }
        }
        words += plainAddresses.flatMap { ["--behind-tls", $0] } + otherNames.flatMap { ["--also", $0] }
        return (words + options.front.arguments).joined(separator: " ")
    }
}
