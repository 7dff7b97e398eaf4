/// What is in front of nginx, and who else may ask it how it is.
struct NginxFront: Equatable {
    /// Addresses and networks whose word counts for the address of a visitor (X-Forwarded-For).
    var trustedProxies: [String] = []
    /// Addresses and networks that may ask /healthz and /readyz, beside this machine.
    var monitors: [String] = []

    /// As options of the command.
    var arguments: [String] {
        trustedProxies.flatMap { ["--trusted-proxy", $0] } + monitors.flatMap { ["--monitor", $0] }
    }

    /// Whether it has the form of an IPv4 or IPv6 address, with or without the bits of a network. nginx checks the rest.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first, parts.dropFirst().allSatisfy({ UInt8($0) != nil }) else {
            return false
        }
        let bits = parts.dropFirst().first.flatMap { UInt8($0) } ?? 0
        if address.contains(":") { return bits <= 128 && address.allSatisfy("0123456789abcdefABCDEF:.".contains) }
        let numbers = address.split(separator: ".", omittingEmptySubsequences: false)
        return bits <= 32 && numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
    }
}
