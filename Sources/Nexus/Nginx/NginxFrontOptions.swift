import ArgumentParser

/// `NginxFront` as options of `nexus nginx` and `nexus up`.
struct NginxFrontOptions: ParsableArguments {
    @Option(
        name: .customLong("trusted-proxy"),
        help: ArgumentHelp(
            "A proxy in front of this nginx, as an address or network such as 10.0.0.0/8. Repeatable.",
            discussion: "Visitors then have the address that it names in X-Forwarded-For; else all of them are one."))
    var trustedProxies: [String] = []

    @Option(
        name: .customLong("monitor"),
        help: "An address or network that may ask /healthz and /readyz, beside this machine. Repeatable.")
    var monitors: [String] = []

    func validate() throws {
        for network in trustedProxies + monitors where !NginxFront.isNetwork(network) {
            throw ValidationError("\(network) is no address or network: 10.0.0.5, 10.0.0.0/8, fd00::/8")
        }
    }

    var front: NginxFront { NginxFront(trustedProxies: trustedProxies, monitors: monitors) }
}
