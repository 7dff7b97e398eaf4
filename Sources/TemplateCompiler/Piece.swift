/// What a template falls into before anything is understood.
struct Piece {
    enum Kind {
        case text
        /// `{{ … }}`
        case value
        /// `{% … %}`
        case statement
        /// `{# … #}`
        case comment
    }

    var kind: Kind
    /// Where it begins and ends in the source, with its braces.
    var range: Range<Int>

    /// What stands between the braces.
    var content: Range<Int> {
        kind == .text ? range : (range.lowerBound + 2)..<(range.upperBound - 2)
    }
}
