/// `{% … %}`
extension TemplateParser {
    /// The node for a statement and all that belongs to it; `nil` for `page` and `extends`, which describe the file.
    mutating func statement(_ piece: Piece, isFirst: Bool) throws(Diagnostic) -> Node? {
        let position = template.source.position(at: piece.range.lowerBound)
        var (cursor, word) = try opening(of: piece, at: position)
        switch word {
        case "page":
            try page(&cursor, position, isFirst: isFirst)
            return nil
        case "extends":
            try extends(&cursor, position, isFirst: isFirst)
            return nil
        case "include":
            let name = try cursor.string("the path of a template, in quotes")
            try cursor.expectEnd()
            return .include(Reference(name: name, position: position))
        case "set":
            let name = try cursor.newName()
            try cursor.expect(.symbol("="), "“=”")
            let expression = try cursor.expression()
            try cursor.expectEnd()
            return .assignment(name: name, expression, position)
        case "if", "for", "block":
            guard depth < Self.deepest else {
                // What is left cannot be understood without its outer statements.
                pieces.removeAll()
                template.isUnbalanced = true
                throw Diagnostic(position, "statements are nested too deeply")
            }
            depth += 1
            defer { depth -= 1 }
            return switch word {
            case "if": conditional(cursor, position)
            case "for": loop(cursor, position)
            default: block(cursor, position)
            }
        default:
            throw Diagnostic(position, "there is no statement “\(word)”")
        }
    }

    /// The first word of a statement, and the cursor behind it. One that others belong to is never lost by a mistake.
    private mutating func opening(of piece: Piece, at position: Position) throws(Diagnostic) -> (TokenCursor, String) {
        do throws(Diagnostic) {
            var cursor = TokenCursor(try Tokenizer.tokens(of: template.source, in: piece.content))
            let word = try cursor.name("a statement")
            return (cursor, word)
        } catch {
            guard let word = statementWord(piece), ["if", "for", "block"].contains(word) else { throw error }
            report(error)
            return (TokenCursor(spoiledAt: position), word)
        }
    }

    private mutating func page(_ cursor: inout TokenCursor, _ position: Position, isFirst: Bool) throws(Diagnostic) {
        guard template.page == nil else { throw Diagnostic(position, "a second {% page %}") }
        let type = try cursor.path("the name of a Swift type")
        try cursor.expectEnd()
        template.page = Reference(name: type.joined(separator: "."), position: position)
        guard isFirst, depth == 0, template.layout == nil else {
            throw Diagnostic(position, "{% page %} must come first in the file")
        }
    }

    private mutating func extends(_ cursor: inout TokenCursor, _ position: Position, isFirst: Bool) throws(Diagnostic) {
        guard template.layout == nil else { throw Diagnostic(position, "a second {% extends %}") }
        let name = try cursor.string("the path of a layout, in quotes")
        try cursor.expectEnd()
        guard isFirst, depth == 0 else {
            throw Diagnostic(position, "{% extends %} must come before everything but {% page %}")
        }
        template.layout = Reference(name: name, position: position)
    }

    private mutating func conditional(_ opening: TokenCursor, _ position: Position) -> Node {
        var conditional = Conditional(branches: [], otherwise: nil, position: position)
        var opening = opening
        var place = position
        while true {
            let head = head(&opening) { cursor throws(Diagnostic) in try Self.condition(&cursor) }
            let nodes = parseNodes()
            let (binding, condition) = head ?? (nil, .boolean(true, place))
            conditional.branches.append(
                Conditional.Branch(binding: binding, condition: condition, nodes: nodes, position: place))
            guard let next = takeInner(["elif"]) else { break }
            (opening, place) = next
            if conditional.branches.count == Self.deepest {
                report(Diagnostic(place, "too many branches"))
                template.isUnbalanced = true
            }
        }
        if takeInner(["else"], alone: true) != nil { conditional.otherwise = parseNodes() }
        close("if", position)
        return .condition(conditional)
    }

    private static func condition(_ cursor: inout TokenCursor) throws(Diagnostic) -> (String?, Expression) {
        guard cursor.skip(.name("let")) else { return (nil, try cursor.expression()) }
        let name = try cursor.newName()
        try cursor.expect(.symbol("="), "“=”")
        let position = cursor.current.position
        return (name, .path(try cursor.path("a member that may be nil"), position))
    }

    private mutating func loop(_ opening: TokenCursor, _ position: Position) -> Node {
        var opening = opening
        let head = head(&opening) { cursor throws(Diagnostic) in
            let name = try cursor.newName()
            try cursor.expect(.name("in"), "“in”")
            let place = cursor.current.position
            return (name, Expression.path(try cursor.path("a list"), place))
        }
        let nodes = parseNodes()
        let otherwise = takeInner(["else"], alone: true) == nil ? nil : parseNodes()
        close("for", position)
        let (name, sequence) = head ?? ("mistaken", .boolean(true, position))
        return .loop(
            Loop(variable: name, sequence: sequence, nodes: nodes, otherwise: otherwise, position: position))
    }

    private mutating func block(_ opening: TokenCursor, _ position: Position) -> Node? {
        var opening = opening
        let name = head(&opening) { cursor throws(Diagnostic) in try cursor.name("the block's name") }
        let nodes = parseNodes()
        close("block", position)
        guard let name else { return nil }
        let block = Block(name: name, nodes: nodes, position: position)
        if template.blocks.contains(where: { $0.name == name }) {
            report(Diagnostic(position, "there is a block “\(name)” in this file already"))
        }
        template.blocks.append(block)
        return .block(block)
    }

    /// What a statement says behind its first word; `nil` after a mistake, which is reported.
    private mutating func head<Head>(
        _ cursor: inout TokenCursor, _ read: (inout TokenCursor) throws(Diagnostic) -> Head
    ) -> Head? {
        if cursor.isSpoiled { return nil }
        do throws(Diagnostic) {
            let head = try read(&cursor)
            try cursor.expectEnd()
            return head
        } catch {
            report(error)
            return nil
        }
    }

    /// Takes the next statement if it is one of `words`; its cursor stands behind the word.
    private mutating func takeInner(_ words: Set<String>, alone: Bool = false) -> (TokenCursor, Position)? {
        guard let piece = pieces.first, let word = statementWord(piece), words.contains(word) else { return nil }
        pieces.removeFirst()
        let position = template.source.position(at: piece.range.lowerBound)
        do throws(Diagnostic) {
            var cursor = TokenCursor(try Tokenizer.tokens(of: template.source, in: piece.content))
            _ = cursor.take()
            if alone { try cursor.expectEnd() }
            return (cursor, position)
        } catch {
            report(error)
            return (TokenCursor(spoiledAt: position), position)
        }
    }

    private mutating func close(_ word: String, _ opening: Position) {
        if takeInner(["end" + word], alone: true) == nil {
            report(Diagnostic(opening, "this {% \(word) %} has no {% end\(word) %}"))
            template.isUnbalanced = true
        }
    }
}
