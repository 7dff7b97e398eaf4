internal import Postgres

extension SQL {
    /// Whether a column begins with what was typed, without regard to case. The `~>=~` operators compare bytes, so an
    /// index on `lower(column) text_pattern_ops` serves them in any plan, and nothing typed acts as a wildcard.
    /// U+10FFFF comes after every other character.
    static func column(_ column: SQL, startsWith typed: String) -> SQL {
        "(lower(\(column)) ~>=~ lower(\(typed)::text) AND lower(\(column)) ~<~ (lower(\(typed)::text) || chr(1114111)))"
    }
}
