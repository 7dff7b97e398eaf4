/// What a request asks for: the decoded path and query of a target such as `/products/caf%C3%A9?page=2`.
///
/// One path has one reading here. Whatever a proxy, a file system or another parser could read differently (doubled
/// slashes, dot segments, path parameters, backslashes, coded slashes) is refused rather than mended.
public struct Target: Sendable, Equatable {
    /// How long a target may be, as sent.
    public static let maximumBytes = 2048

    /// The decoded segments: none for `/`, and a last empty one for a trailing slash.
    public let path: [String]
    public let query: Query

    /// Reads a request target in origin form (RFC 9112, 3.2.1).
    ///
    /// - Throws: `BadRequest` when it is too long, does not begin with `/`, holds an empty segment before the last, `.` or `..`,
    ///   `;` or `\` or a coded `/` in a segment (each in clear or coded), a control character, a space, a `#`, a
    ///   broken percent code or text that is not UTF-8. What the query holds is looked at when a page asks for it.
    public static func parse(_ raw: String) throws(BadRequest) -> Target {
        guard raw.utf8.count <= maximumBytes else { throw BadRequest(.targetTooLong) }
        let bytes = Array(raw.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy(isAllowed) else { throw BadRequest(.malformedTarget) }

        let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
        let path = try segments(of: bytes[..<(mark ?? bytes.endIndex)].dropFirst())
        let query = mark.map { Query(bytes[bytes.index(after: $0)...]) } ?? Query()
        return Target(path: path, query: query)
    }

    /// Bytes a target may hold as sent; those above ASCII are looked at once they are decoded.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "#")
    }

    private static func segments(of path: ArraySlice<UInt8>) throws(BadRequest) -> [String] {
        guard !path.isEmpty else { return [] }
        let pieces = path.pieces(between: UInt8(ascii: "/"))
        guard !pieces.dropLast().contains(where: { $0.isEmpty }) else { throw BadRequest(.malformedTarget) }

        var segments: [String] = []
        segments.reserveCapacity(pieces.count)
        for piece in pieces {
            guard let bytes = PercentCoding.decode(piece, plusIsSpace: false),
                let segment = Text.validated(bytes),
                bytes.allSatisfy(Text.isTokenCharacter) || segment.unicodeScalars.allSatisfy(isAllowed), segment != ".",
                segment != ".."
            else { throw BadRequest(.malformedTarget) }
            segments.append(segment)
        }
        return segments
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\", ";", "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": false
        default: true
        }
    }
}
