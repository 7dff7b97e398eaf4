/// A word of the table of routes, and where it begins.
struct RouteWord: Equatable {
    var text: String
    var position: Position

    /// Whether it is a Swift identifier in lower camel case.
    var isName: Bool { Self.isName(text) }

    /// `id`, `ownProducts`; ASCII only.
    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return text.utf8.allSatisfy(isNamePart)
    }

    /// `Slug`, `Product.ID`.
    static func isType(_ text: some StringProtocol) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
                return false
            }
            return part.utf8.allSatisfy(isNamePart)
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        Markup.isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
