/// The cookies of a request (RFC 6265, 4.2). Pairs that are malformed are passed over, since other software on the same
/// host may have set them; a cookie that is there twice has no value, since nobody can tell which one is ours.
public struct Cookies: Sendable {
    private enum Reading: Sendable {
        case value(String)
        case unreadable
    }

    private var readings: [String: Reading] = [:]

    /// Reads the values of all `Cookie` headers of one request.
    public init(_ headerValues: [String]) {
        for value in headerValues {
            for pair in Array(value.utf8).pieces(between: UInt8(ascii: ";")) { read(pair) }
        }
    }

    /// The value of the cookie, with the percent codes that `SetCookie` wrote undone. Nil when it was not sent, was sent twice,
    /// or cannot be read.
    public subscript(_ name: String) -> String? {
        guard case .value(let value)? = readings[name] else { return nil }
        return value
    }

    private mutating func read(_ pair: ArraySlice<UInt8>) {
        guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { return }
        let token = Cookies.trimmed(pair[..<sign])
        guard !token.isEmpty, token.allSatisfy(Text.isTokenCharacter) else { return }
        let name = String(decoding: token, as: UTF8.self)
        let value = Cookies.decoded(Cookies.trimmed(pair[pair.index(after: sign)...]))
        let earlier = readings.updateValue(value.map(Reading.value) ?? .unreadable, forKey: name)
        // A second cookie of the name makes both unreadable, even if one of them is malformed.
        if earlier != nil { readings[name] = .unreadable }
    }

    private static func decoded(_ value: ArraySlice<UInt8>) -> String? {
        var value = value
        if value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
            value = value.dropFirst().dropLast()
        }
        guard value.allSatisfy(isValueCharacter) else { return nil }
        // Nearly all are of ASCII that stands for itself.
        guard value.contains(UInt8(ascii: "%")) else { return String(decoding: value, as: UTF8.self) }
        return PercentCoding.decode(value, plusIsSpace: false).flatMap(Text.validated)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// A cookie-octet of RFC 6265, 4.1.1.
    static func isValueCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x2B, 0x2D...0x3A, 0x3C...0x5B, 0x5D...0x7E: true
        default: false
        }
    }
}
