/// A product's cover, made of its name and slug, for as long as it has no picture.
struct Cover: Sendable, Equatable {
    /// 0 to 7: the suffix of the CSS class with its colours and shapes.
    let pattern: Int
    /// The first letter or digit of the name.
    let initial: String

    /// The same slug always gives the same cover; nothing of the product's id shows.
    init(slug: String, name: String) {
        // FNV-1a spreads slugs that differ in one letter; its upper bits are the better mixed ones.
        let hash = slug.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        pattern = Int((hash >> 24) % 8)
        initial = Self.initial(of: name) ?? "·"
    }

    /// Looked for scalar by scalar: where one character ends and the next begins costs far more to find, and a list shows
    /// twenty names. The marks that belong to it come with it, up to what any script puts on a letter.
    private static func initial(of name: String) -> String? {
        let scalars = name.unicodeScalars
        guard
            let start = scalars.firstIndex(where: {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            })
        else { return nil }
        var initial = String.UnicodeScalarView([scalars[start]])
        for scalar in scalars[start...].dropFirst().prefix(4) {
            guard scalar.properties.isGraphemeExtend else { break }
            initial.append(scalar)
        }
        return String(initial).uppercased()
    }
}
