/// How much of a URL attribute's value is known.
enum URLProgress: Equatable {
    /// Nothing yet: a `Link` may come.
    case empty
    /// Fixed text that may still turn out to be a scheme, in small letters.
    case start(String)
    /// Fixed text that is a path or has an allowed scheme.
    case fixed
    /// A `Link` stands here; nothing may follow.
    case complete

    /// Schemes that run nothing.
    private static let schemes: Set = ["http", "https", "mailto", "tel"]

    mutating func feed(_ byte: UInt8) throws(MarkupError) {
        switch self {
        case .fixed:
            return
        case .complete:
            throw MarkupError("a {{ link }} stands alone between the quotes of its attribute")
        case .empty:
            self = try Self.after("", byte)
        case .start(let text):
            self = try Self.after(text, byte)
        }
    }

    private static func after(_ text: String, _ byte: UInt8) throws(MarkupError) -> URLProgress {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"):
            return .fixed
        case UInt8(ascii: ":"):
            guard schemes.contains(text) else { throw MarkupError("a URL may not begin with “\(text):”") }
            return .fixed
        case 0...0x20, UInt8(ascii: "&"):
            // Browsers drop the first, and decode the second: both can hide "javascript:".
            throw MarkupError("no white space and no “&” in a URL before its “/”, “?”, “#” or “:”")
        default:
            return .start(text + Markup.lowercase(byte))
        }
    }
}
