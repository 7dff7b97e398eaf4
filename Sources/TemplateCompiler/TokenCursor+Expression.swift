/// The grammar of expressions, loosest first: `or`, `and`, `not`, comparison, member or literal.
extension TokenCursor {
    /// How deep parentheses and `not` may nest; far more than anyone can read.
    private static let deepest = 32

    mutating func expression() throws(Diagnostic) -> Expression {
        try either(depth: 0)
    }

    /// What may be written out: a member or a literal.
    mutating func value() throws(Diagnostic) -> Expression {
        let expression = try expression()
        guard expression.isValue else {
            throw Diagnostic(expression.position, "a condition has no text; write out a member or a literal")
        }
        return expression
    }

    private mutating func either(depth: Int) throws(Diagnostic) -> Expression {
        var left = try both(depth: depth)
        while skip(.name("or")) { left = .either(left, try both(depth: depth)) }
        return left
    }

    private mutating func both(depth: Int) throws(Diagnostic) -> Expression {
        var left = try negation(depth: depth)
        while skip(.name("and")) { left = .both(left, try negation(depth: depth)) }
        return left
    }

    private mutating func negation(depth: Int) throws(Diagnostic) -> Expression {
        let position = current.position
        guard depth < Self.deepest else { throw Diagnostic(position, "this expression is nested too deeply") }
        if skip(.name("not")) { return .not(try negation(depth: depth + 1), position) }
        return try comparison(depth: depth)
    }

    private mutating func comparison(depth: Int) throws(Diagnostic) -> Expression {
        let left = try operand(depth: depth)
        guard case .symbol(let symbol) = current.kind, ["==", "!=", "<", ">", "<=", ">="].contains(symbol) else {
            return left
        }
        _ = take()
        return .comparison(left, symbol, try operand(depth: depth))
    }

    private mutating func operand(depth: Int) throws(Diagnostic) -> Expression {
        let token = current
        switch token.kind {
        case .string(let text):
            _ = take()
            return .string(text, token.position)
        case .integer(let value):
            _ = take()
            return .integer(value, token.position)
        case .symbol("("):
            _ = take()
            let inner = try either(depth: depth + 1)
            try expect(.symbol(")"), "“)”")
            return inner
        case .name("true"), .name("false"):
            _ = take()
            return .boolean(token.kind == .name("true"), token.position)
        case .name(let name) where !["and", "or", "not", "in", "let", "self", "asset"].contains(name):
            return .path(try path("a member"), token.position)
        default:
            throw expected("a member or a literal")
        }
    }
}
