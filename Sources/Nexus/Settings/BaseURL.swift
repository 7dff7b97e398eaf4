/// An origin as RFC 6454 has it: scheme, host, and a port where it is not the usual one.
struct BaseURL: Equatable {
    let isSecure: Bool
    /// In small letters, a name or an address; IPv6 in brackets.
    let host: String
    let port: Int?

    /// nil for anything else: another scheme, a user, a path but "/", a query, a host of other than letters, digits,
    /// dots and hyphens.
    init?(_ text: String) {
        let lowered = text.lowercased()
        let rest: Substring
        if lowered.hasPrefix("https://") {
            isSecure = true
            rest = lowered.dropFirst(8)
        } else if lowered.hasPrefix("http://") {
            isSecure = false
            rest = lowered.dropFirst(7)
        } else {
            return nil
        }
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        let hostEnd = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let colon = authority[(hostEnd ?? authority.startIndex)...].firstIndex(of: ":")
        host = String(authority[..<(colon ?? authority.endIndex)])
        let allowed = hostEnd == nil ? "abcdefghijklmnopqrstuvwxyz0123456789.-" : "[]0123456789abcdef:."
        guard !host.isEmpty, host.utf8.count <= 253, host.allSatisfy(allowed.contains) else { return nil }
        guard let colon else {
            port = nil
            return
        }
        guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else { return nil }
        // Browsers leave the usual port out of `Origin`, so it must not be in what is compared with it.
        port = number == (isSecure ? 443 : 80) ? nil : Int(number)
    }

    var text: String {
        "\(isSecure ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")"
    }
}
