internal import Characters
public import Postgres

/// A product's place in its public address: `^[a-z0-9-]{1,80}$`.
public struct Slug: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// nil when it has not the form of one.
    public init?(_ text: String) {
        guard (1...80).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows) else { return nil }
        self.text = text
    }

    public var description: String { text }

    /// The first choice for a product of this name: its letters and digits in small ASCII letters, whatever script it is
    /// written in, hyphens between, at most 60 characters. A name that has none of these becomes `product`.
    public static func suggestion(for name: String) -> Slug {
        let words = LatinLetters.of(name).utf8.split { !allows($0) || $0 == UInt8(ascii: "-") }
        var joined = Array(words.prefix(60).joined(separator: [UInt8(ascii: "-")]).prefix(60))
        if joined.last == UInt8(ascii: "-") { joined.removeLast() }
        return Slug(String(decoding: joined, as: UTF8.self)) ?? Slug(known: "product")
    }

    /// The same with a tail of 40 random bits, for when the first choice is taken.
    public func varied() -> Slug {
        var source = SystemRandomNumberGenerator()
        let tail = String(decoding: Hexadecimal.digits(of: source.next()).suffix(10), as: UTF8.self)
        return Slug(known: "\(String(decoding: text.utf8.prefix(69), as: UTF8.self))-\(tail)")
    }

    private init(known text: String) { self.text = text }

    private static func allows(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }
}

extension Slug {
    /// Whether nobody but `seller` ever sold anything there.
    func isFree(for seller: SQL) -> SQL {
        "NOT EXISTS (SELECT FROM slugs WHERE slugs.slug = \(self) AND slugs.user_id IS DISTINCT FROM \(seller))"
    }

    /// Whether something failed because an address was taken in the meantime.
    static func isTaken(_ error: DatabaseError) -> Bool {
        error.kind == .uniqueViolation && ["slugs_pkey", "products_slug_key"].contains(error.constraint)
    }

    /// Whether anything was ever for sale there.
    static func wasPublic(_ slug: SQL) -> SQL { "EXISTS (SELECT FROM slugs WHERE slugs.slug = \(slug))" }
}

extension Slug: SQLWrapper {
    public init?(sql: String) { self.init(sql) }
    public var sql: String { text }
}
