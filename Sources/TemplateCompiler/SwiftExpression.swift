/// A template's expression in Swift.
struct SwiftExpression {
    var code: String
    /// How many characters of the code come before what the author wrote.
    var lead: Int
    /// Where the author wrote it.
    var position: Position

    /// The same inside `before` and `after`.
    func wrapped(_ before: String, _ after: String) -> SwiftExpression {
        SwiftExpression(code: before + code + after, lead: before.count + lead, position: position)
    }
}
