/// Expressions in Swift, with their names looked up.
extension Scope {
    /// An expression whose value is written out or given a name.
    mutating func value(_ expression: Expression) -> SwiftExpression {
        switch expression {
        case .path(let names, let position):
            return path(names, position)
        case .string(let text, let position):
            return SwiftExpression(code: SwiftSpelling.literal(text.utf8), lead: 0, position: position)
        case .integer(let value, let position):
            return SwiftExpression(code: String(value), lead: 0, position: position)
        case .boolean(let value, let position):
            return SwiftExpression(code: value ? "true" : "false", lead: 0, position: position)
        case .not, .both, .either, .comparison:
            return condition(expression)
        }
    }

    /// An expression that is asked whether it holds.
    mutating func condition(_ expression: Expression) -> SwiftExpression {
        switch expression {
        case .path, .string, .integer, .boolean:
            return value(expression).wrapped("HTML.Condition.holds(", ")")
        case .not(let inner, let position):
            var negated = condition(inner).wrapped("!", "")
            negated.position = position
            negated.lead = 0
            return negated
        case .both(let left, let right):
            let right = condition(right).code
            return condition(left).wrapped("(", " && \(right))")
        case .either(let left, let right):
            let right = condition(right).code
            return condition(left).wrapped("(", " || \(right))")
        case .comparison(let left, let symbol, let right):
            let right = value(right).code
            // As an argument, a comparison of literals draws no warning that it never holds.
            return value(left).wrapped("HTML.Condition.holds(", " \(symbol) \(right))")
        }
    }

    private mutating func path(_ names: [String], _ position: Position) -> SwiftExpression {
        if names.first == "loop", let number = useLoop() {
            let code: String
            switch names.dropFirst() {
            case ["index"]: code = "(_index\(number) + 1)"
            case ["first"]: code = "(_index\(number) == 0)"
            case ["last"]: code = "(_index\(number) == _items\(number).count - 1)"
            default:
                code = "0"
                diagnostics.append(Diagnostic(position, "a loop has loop.index, loop.first and loop.last only"))
            }
            return SwiftExpression(code: code, lead: 0, position: position)
        }
        let code = names.map(SwiftSpelling.name).joined(separator: ".")
        let plain = SwiftExpression(code: code, lead: 0, position: position)
        // Written out, so that neither a type nor a name of the compiler's own can be meant.
        return use(names.first ?? "") ? plain : plain.wrapped("self.", "")
    }
}
