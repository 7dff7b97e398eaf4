/// Where nginx listens, and how.
struct NginxDoor {
    struct Certificate {
        /// The file with the certificate and its chain.
        let chain: String
        /// The file with its private key.
        let key: String
    }

    /// Addresses and ports for nginx's `listen`, such as `443` or `127.0.0.1:8443`, for TLS.
    let httpsAddresses: [String]
    /// Those where plain http is the store itself, because something in front ends TLS.
    let plainAddresses: [String]
    /// Those where plain http only leads to https.
    let httpAddresses: [String]
    /// nil where no TLS ends here.
    let certificate: Certificate?

    static func tls(_ addresses: [String], http: [String], _ certificate: Certificate) -> NginxDoor {
        NginxDoor(httpsAddresses: addresses, plainAddresses: [], httpAddresses: http, certificate: certificate)
    }

    static func behindTLS(_ addresses: [String]) -> NginxDoor {
        NginxDoor(httpsAddresses: [], plainAddresses: addresses, httpAddresses: [], certificate: nil)
    }
}
