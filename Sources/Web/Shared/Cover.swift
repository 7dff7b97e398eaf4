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
        initial = name.first { $0.isLetter || $0.isNumber }.map { String($0).uppercased() } ?? "·"
    }
}
