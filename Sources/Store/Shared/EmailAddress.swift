internal import Characters
public import Postgres

/// An address as browsers accept it in an e-mail field (WHATWG HTML, "valid e-mail address"), at most 254 bytes (RFC 5321).
/// The part before the `@` is kept as typed, a domain in another script in the form of machines (UTS 46), as some
/// browsers send it and some do not. `==` tells capitals apart; where an address names an account or a buyer, the
/// database compares without regard to them (`SQL.address`).
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// In bytes, before what nobody can see is taken away.
    private static let longestTyped = 1_024

    /// nil when it is not one; blanks around it and whatever cannot be seen are dropped.
    public init?(_ typed: String) {
        guard typed.utf8.count <= Self.longestTyped else { return nil }
        let line = Array(TypedText.line(typed).utf8)
        guard let sign = line.firstIndex(of: UInt8(ascii: "@")), let local = Self.local(line[..<sign]),
            let domain = Self.domain(line[(sign + 1)...])
        else { return nil }
        let text = "\(local)@\(domain)"
        guard text.utf8.count <= 254 else { return nil }
        self.text = text
    }

    /// As its owner writes it, the domain in its own script.
    public var shown: String {
        // A name that was written in another script has xn-- in it.
        guard zip(text.utf8, text.utf8.dropFirst()).contains(where: { ($0, $1) == (0x2D, 0x2D) }),
            let sign = text.utf8.firstIndex(of: UInt8(ascii: "@"))
        else { return text }
        return "\(text[..<sign])@\(DomainName.unicode(String(text[text.utf8.index(after: sign)...])))"
    }

    public var description: String { text }

    private init(stored: String) { text = stored }

    private static func local(_ part: ArraySlice<UInt8>) -> String? {
        let local = TypedText.withoutIgnorables(String(decoding: part, as: UTF8.self))
        return !local.isEmpty && Array(local.utf8).allSatisfy(isLocal) ? local : nil
    }

    private static func domain(_ part: ArraySlice<UInt8>) -> String? {
        let typed = String(decoding: part, as: UTF8.self)
        var domain = TypedText.withoutIgnorables(typed)
        if domain.utf8.contains(where: { $0 >= 0x80 }) {
            guard let ascii = DomainName.ascii(TypedText.withoutIgnorables(typed, keepingJoiners: true)) else {
                return nil
            }
            domain = ascii
        }
        return areLabels(Array(domain.utf8)) ? domain : nil
    }

    /// Whether it is labels with a dot between each two.
    private static func areLabels(_ domain: [UInt8]) -> Bool {
        var rest = domain[...]
        while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
            guard isLabel(rest[..<dot]) else { return false }
            rest = rest[(dot + 1)...]
        }
        return isLabel(rest)
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension EmailAddress: SQLWrapper {
    /// What the database holds is shown even where today's rule would not let it in.
    public init?(sql: String) { self.init(stored: sql) }
    public var sql: String { text }
}
