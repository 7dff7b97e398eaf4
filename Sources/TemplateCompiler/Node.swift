/// A part of a template, understood but not yet put into a page.
indirect enum Node {
    /// Bytes of the source, as they stand.
    case text(Source, Range<Int>)
    /// `{{ expression }}`; the position is that of the braces.
    case value(Expression, Position)
    /// `{{ asset "app.css" }}`; the position is that of the braces.
    case asset(String, Position)
    case condition(Conditional)
    case loop(Loop)
    case assignment(name: String, Expression, Position)
    case include(Reference)
    case block(Block)
}

/// Another file named by a template, and where it is named.
struct Reference {
    var name: String
    var position: Position
}

/// `{% if %}` with all that follows it.
struct Conditional {
    struct Branch {
        /// Set by `{% if let name = … %}`.
        var binding: String?
        var condition: Expression
        var nodes: [Node]
        var position: Position
    }

    var branches: [Branch]
    var otherwise: [Node]?
    var position: Position
}

/// `{% for %}`, with what to show when there is nothing to go through.
struct Loop {
    var variable: String
    var sequence: Expression
    var nodes: [Node]
    var otherwise: [Node]?
    var position: Position
}

/// A named part of a layout that a page may replace.
struct Block {
    var name: String
    var nodes: [Node]
    var position: Position
}
