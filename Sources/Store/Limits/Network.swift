internal import Glibc

/// Whose address a request comes from: an IPv4 address, or the /64 of an IPv6 one, which is what a single customer of a
/// provider has.
public struct Network: Hashable, Sendable {
    let text: String

    /// - Parameter address: As nginx writes it. All whose address is none are one network.
    public init(_ address: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, address, &four) == 1 {
            text = address
        } else if inet_pton(AF_INET6, address, &six) == 1 {
            let bytes = withUnsafeBytes(of: six) { Array($0) }
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xFF }
            text =
                isMapped
                ? bytes.suffix(4).map { String($0) }.joined(separator: ".")
                : Hexadecimal.text(Array(bytes.prefix(8))) + "/64"
        } else {
            text = "unknown"
        }
    }
}
