import Characters

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

    /// This machine's, over https.
    init(localhost port: UInt16) {
        isSecure = true
        host = "localhost"
        self.port = port == 443 ? nil : Int(port)
    }

    /// A host name with letters beyond ASCII as browsers send it and certificates have it; nil when it has none, or would
    /// be no name then either.
    static func ascii(_ host: String) -> String? {
        guard host.unicodeScalars.contains(where: { $0.value >= 0x80 }) else { return nil }
        return DomainName.ascii(host).flatMap { BaseURL("https://\($0)")?.host }
    }

    /// The same address with its host as browsers send it; nil when that would make none either.
    static func asciiText(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /(https?:\/\/)([^\/:?#]+)(.*)/), let host = ascii(String(match.2)) else {
            return nil
        }
        return BaseURL("\(match.1)\(host)\(match.3)")?.text
    }

    var text: String {
        "\(isSecure ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")"
    }
}
