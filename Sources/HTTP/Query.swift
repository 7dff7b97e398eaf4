/// The query of an address. Links are shared, tagged and cut by others on their way, so what a page does not ask for
/// is not looked at: neither how it is written, nor how often it is there.
public struct Query: Sendable, Equatable {
    /// As sent, without the question mark.
    private let coded: [UInt8]

    /// A query without keys.
    public init() { coded = [] }

    init(_ coded: some Collection<UInt8>) { self.coded = Array(coded) }

    /// The value of the key, `""` if it was sent empty, nil if it was not sent.
    ///
    /// - Throws: `BadRequest` when the key is there twice, or its value has a broken percent code, is not UTF-8 or holds
    ///   a NUL.
    public func value(of key: StaticString) throws(BadRequest) -> String? {
        guard !coded.isEmpty else { return nil }
        var found: String?
        for piece in coded.split(separator: UInt8(ascii: "&")) {
            let sign = piece.firstIndex(of: UInt8(ascii: "="))
            guard Self.names(piece[..<(sign ?? piece.endIndex)], key) else { continue }
            let value = sign.map { piece[piece.index(after: $0)...] } ?? []
            guard found == nil, let bytes = PercentCoding.decode(value, plusIsSpace: true),
                let text = Text.validated(bytes)
            else { throw BadRequest(.malformedQuery) }
            found = text
        }
        return found
    }

    /// Whether the coded name is that of the key.
    private static func names(_ coded: ArraySlice<UInt8>, _ key: StaticString) -> Bool {
        key.withUTF8Buffer { key in
            if coded.elementsEqual(key) { return true }
            guard coded.count > key.count else { return false }
            return PercentCoding.decode(coded, plusIsSpace: true)?.elementsEqual(key) ?? false
        }
    }
}
