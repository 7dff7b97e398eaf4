/// What a template may ask of its page: members, literals and simple comparisons; never a call.
indirect enum Expression {
    /// `a.b.c`, with where it begins.
    case path([String], Position)
    case string(String, Position)
    case integer(Int64, Position)
    case boolean(Bool, Position)
    case not(Expression, Position)
    case both(Expression, Expression)
    case either(Expression, Expression)
    /// The operator is one that Swift spells the same.
    case comparison(Expression, String, Expression)

    /// Where its first token stands.
    var position: Position {
        switch self {
        case .path(_, let position), .string(_, let position), .integer(_, let position),
            .boolean(_, let position), .not(_, let position):
            position
        case .both(let first, _), .either(let first, _), .comparison(let first, _, _):
            first.position
        }
    }

    /// Whether it is a member or a literal, not a condition made of them.
    var isValue: Bool {
        switch self {
        case .path, .string, .integer, .boolean: true
        case .not, .both, .either, .comparison: false
        }
    }
}
