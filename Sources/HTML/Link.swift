/// A place on this site: a path with an optional query, percent-encoded, or a place on the page itself. It can never point
/// to another origin or run a script, because it always begins with a single "/" or with "#".
public struct Link: Sendable, Equatable, CustomStringConvertible {
    /// Percent-encoded; begins with "/" and never with "//", or with "#".
    public let location: String

    /// The first page.
    public static let home = Link(path: [])

    public var description: String { location }

    /// A link from its parts, none of them encoded yet. A "." or ".." among the segments is left out, as is an empty
    /// one except at the end (where it makes the trailing "/"): a browser would read them as another path.
    public init(path segments: [String], query: [(String, String)] = []) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(80)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            if segment == "." || segment == ".." || segment.isEmpty && !isLast { continue }
            bytes.append(UInt8(ascii: "/"))
            Self.encode(segment, into: &bytes)
        }
        if bytes.isEmpty { bytes.append(UInt8(ascii: "/")) }
        for (index, pair) in query.enumerated() {
            bytes.append(index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            Self.encode(pair.0, into: &bytes)
            bytes.append(UInt8(ascii: "="))
            Self.encode(pair.1, into: &bytes)
        }
        location = String(decoding: bytes, as: UTF8.self)
    }

    /// A link to the element of this id on the page itself.
    public init(place id: String) {
        var bytes = [UInt8(ascii: "#")]
        Self.encode(id, into: &bytes)
        location = String(decoding: bytes, as: UTF8.self)
    }

    /// A link from a text that came from outside, such as where to go after logging in. `nil` unless it is an encoded
    /// path on this site of at most 2048 bytes: "//x", "/\x", "https:x", dot segments, control characters, spaces and
    /// characters outside ASCII are all refused.
    public init?(local raw: String) {
        let bytes = Array(raw.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2048, bytes.allSatisfy(Self.mayStandEncoded) else {
            return nil
        }
        let path = bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        var rest = path.dropFirst()
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            if slash == rest.startIndex || Self.isDots(rest[..<slash]) { return nil }
            rest = rest[(slash + 1)...]
        }
        if Self.isDots(rest) { return nil }
        location = raw
    }

    /// Whether an encoded segment is "." or ".." to browsers, which take "%2e" for a dot, too.
    private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
        var rest = segment
        var dots = 0
        while !rest.isEmpty {
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
            } else if rest.starts(with: "%2e".utf8) || rest.starts(with: "%2E".utf8) {
                rest.removeFirst(3)
            } else {
                return false
            }
            dots += 1
        }
        return dots == 1 || dots == 2
    }

    /// Printable ASCII, without what RFC 3986 leaves out of a URL; "\" is a "/" to browsers.
    private static func mayStandEncoded(_ byte: UInt8) -> Bool {
        guard byte > 0x20, byte < 0x7F else { return false }
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            return false
        default:
            return true
        }
    }

    /// Everything but the unreserved characters of RFC 3986 as %XX.
    private static func encode(_ text: String, into bytes: inout [UInt8]) {
        // Nearly all are words and numbers of our own, which stand for themselves.
        let isPlain = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isUnreserved) } ?? false
        if isPlain { return bytes.append(contentsOf: text.utf8) }
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digit(byte >> 4))
                bytes.append(digit(byte & 15))
            }
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// The upper-case hexadecimal digit of a value below 16.
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
}
