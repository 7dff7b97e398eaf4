import Processes

/// The programs that `nexus up` cannot do without. PostgreSQL's own are looked for only when it needs a cluster.
struct UpTools: Sendable {
    let nginx: String
    let openssl: String

    /// - Throws: `CommandFailure` that lists everything that is missing.
    init() throws(CommandFailure) {
        let nginx = Executable.find("nginx")
        let openssl = Executable.find("openssl")
        guard let nginx, let openssl, Executable.find("setpriv") != nil else {
            let needed = ["nginx": nginx, "openssl": openssl, "util-linux": Executable.find("setpriv")]
            let missing = needed.filter { $0.value == nil }.map(\.key).sorted().joined(separator: " ")
            throw CommandFailure("not installed: apt install \(missing)")
        }
        self.nginx = nginx
        self.openssl = openssl
    }
}
