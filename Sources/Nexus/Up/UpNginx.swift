import Glibc
import Processes
import Web

/// nginx's files for `nexus up`, below its directory.
struct UpNginx {
    private let directory: UpDirectory
    private let home: Home
    private let nginx: String
    private let ports: (https: UInt16, http: UInt16)
    private let socket: String
    private let probe: String
    private let front: NginxFront

    /// Five minutes: browsers keep it for localhost as a whole, whatever else is developed there over plain http.
    private static let strictTransportSeconds = 300

    init(
        _ directory: UpDirectory, _ home: Home, _ tools: UpTools, ports: (https: UInt16, http: UInt16),
        socket: String, probe: String, front: NginxFront
    ) {
        self.directory = directory
        self.home = home
        nginx = tools.nginx
        self.ports = ports
        self.socket = socket
        self.probe = probe
        self.front = front
    }

    static func arguments(_ directory: UpDirectory) -> [String] {
        ["-p", "\(directory.path)/", "-e", directory.log("error"), "-c", "\(directory.nginx)/nginx.conf"]
    }

    /// Writes the configuration and the error pages, and has nginx check them.
    func write() throws(CommandFailure) {
        try ErrorPages.write(to: directory.errorPages)
        let site = site
        let path = "\(directory.nginx)/nexus.conf"
        try Files.write(site.site(), to: path)
        // See nginx.conf: only root has to say who its workers are.
        let user = Machine.isRoot ? "root" : nil
        try Files.write(
            site.wrapper(site: path, runDirectory: directory.run, user: user), to: "\(directory.nginx)/nginx.conf")
        try Launch(nginx, ["-t", "-q"] + Self.arguments(directory)).succeed("nginx does not take its configuration")
    }

    var site: NginxSite {
        let certificate = Certificate(directory)
        return NginxSite(
            home: home, baseURL: BaseURL(localhost: ports.https), otherNames: [],
            door: .tls(
                Self.addresses(ports.https), http: Self.addresses(ports.http),
                .init(chain: certificate.certificate, key: certificate.key)),
            front: front, socket: socket, probeSocket: probe, errorPages: directory.errorPages,
            accessLog: directory.log("access"), errorLog: directory.log("error"),
            strictTransportSeconds: Self.strictTransportSeconds,
            maker: (["nexus up --https-port \(ports.https) --http-port \(ports.http)"] + front.arguments)
                .joined(separator: " "))
    }

    /// Only this machine's own addresses: a store with a known password is nobody else's business.
    private static func addresses(_ port: UInt16) -> [String] {
        LoopbackPort.hasIPv6 ? ["127.0.0.1:\(port)", "[::1]:\(port)"] : ["127.0.0.1:\(port)"]
    }
}
