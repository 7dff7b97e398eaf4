/// Percent-coding of bytes in addresses and forms (RFC 3986, 2.1; WHATWG URL, 5).
public enum PercentCoding {
    /// The bytes behind `bytes`, or nil when a `%` is not followed by two hexadecimal digits.
    ///
    /// - Parameter plusIsSpace: true in forms and queries, where `+` stands for a space.
    public static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        let bytes = Array(bytes)
        // Most texts are not coded at all.
        guard bytes.contains(where: { $0 == UInt8(ascii: "%") || plusIsSpace && $0 == UInt8(ascii: "+") }) else {
            return bytes
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            } else if plusIsSpace && byte == UInt8(ascii: "+") {
                decoded.append(UInt8(ascii: " "))
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    /// `segment` as one segment of a path: everything but unreserved characters is coded, `/` too.
    public static func encode(segment: String) -> String {
        encode(segment.utf8, keeping: isUnreserved)
    }

    /// `query` as a name or a value in a query or form: everything but unreserved characters is coded, a space as `%20`.
    public static func encode(query: String) -> String {
        encode(query.utf8, keeping: isUnreserved)
    }

    /// The bytes with every byte coded that `keep` does not keep. The answer is always ASCII if `keep` keeps only ASCII.
    public static func encode(_ bytes: some Collection<UInt8>, keeping keep: (UInt8) -> Bool) -> String {
        var coded: [UInt8] = []
        coded.reserveCapacity(bytes.count)
        for byte in bytes {
            if keep(byte) {
                coded.append(byte)
            } else {
                coded.append(UInt8(ascii: "%"))
                coded.append(hexadecimal(byte >> 4))
                coded.append(hexadecimal(byte & 0x0F))
            }
        }
        return String(decoding: coded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        if Text.isLetterOrDigit(byte) { return true }
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): return true
        default: return false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
    }
}
