import FoundationEssentials
import Glibc
import Processes

/// A self-signed certificate for localhost, kept between runs so that a browser has to be told only once.
struct Certificate: Sendable {
    let certificate: String
    let key: String

    init(_ directory: UpDirectory) {
        certificate = "\(directory.tls)/certificate.pem"
        key = "\(directory.tls)/key.pem"
    }

    /// Makes it where there is none, or the old one has less than a week left.
    func make() throws(CommandFailure) {
        guard let openssl = Executable.find("openssl") else {
            throw CommandFailure("openssl is not installed (apt install openssl)")
        }
        if access(key, R_OK) == 0 {
            let look = Launch(openssl, ["x509", "-in", certificate, "-noout", "-checkend", "604800"])
            if try look.result().end == .exit(0) { return }
        }
        Terminal.progress("making a certificate for localhost")
        let before = umask(0o077)
        defer { umask(before) }
        // 397 days is the most that some browsers take.
        try Launch(
            openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "397",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
                "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=critical,digitalSignature",
                "-addext", "extendedKeyUsage=serverAuth", "-keyout", key, "-out", certificate,
            ]
        ).succeed("a certificate cannot be made")
    }
}
