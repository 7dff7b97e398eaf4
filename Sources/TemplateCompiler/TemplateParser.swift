/// Makes a tree of one file. Goes on after a mistake, so that one run shows them all.
struct TemplateParser {
    /// How deep statements may nest.
    static let deepest = 64

    var template: Template
    var pieces: ArraySlice<Piece>
    var depth = 0

    static func parse(_ source: Source) -> Template {
        var scanner = PieceScanner(source)
        let pieces = scanner.pieces()
        var template = Template(source: source)
        template.diagnostics = scanner.diagnostics
        template.isUnbalanced = !scanner.diagnostics.isEmpty
        var parser = TemplateParser(template: template, pieces: pieces[...])
        parser.parseFile()
        return parser.template
    }

    private mutating func parseFile() {
        if template.source.bytes.contains(0) {
            report(Diagnostic(template.source.position(at: 0), "the file holds a NUL byte"))
        }
        var nodes = parseNodes()
        while let stray = pieces.popFirst() {
            let position = template.source.position(at: stray.range.lowerBound)
            let word = statementWord(stray) ?? ""
            report(Diagnostic(position, "{% \(word) %} belongs to no statement that is open"))
            template.isUnbalanced = true
            nodes += parseNodes()
        }
        template.nodes = nodes
        let isPartial = Template.isPartial(template.source.name)
        if template.page == nil, !isPartial {
            let start = Position(file: template.source.name, line: 1, column: 1)
            report(Diagnostic(start, "the first line must name the page's type: {% page ProductPage %}"))
        }
        if let page = template.page, isPartial {
            report(Diagnostic(page.position, "a layout or a file to include belongs to no page"))
        }
        if template.layout != nil { checkOnlyBlocks() }
    }

    private mutating func checkOnlyBlocks() {
        for node in template.nodes {
            let position: Position
            switch node {
            case .block:
                continue
            case .text(let source, let range):
                let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
                guard let culprit = range.first(where: { !isSpace(source.bytes[$0]) }) else { continue }
                position = source.position(at: culprit)
            case .value(_, let place), .asset(_, let place), .assignment(_, _, let place):
                position = place
            case .condition(let conditional):
                position = conditional.position
            case .loop(let loop):
                position = loop.position
            case .include(let reference):
                position = reference.position
            }
            report(Diagnostic(position, "a file with {% extends %} holds nothing outside its blocks"))
        }
    }

    /// The nodes up to a statement that belongs to the one around them, or to the end of the file.
    mutating func parseNodes() -> [Node] {
        var nodes: [Node] = []
        while let piece = pieces.first {
            switch piece.kind {
            case .comment:
                pieces.removeFirst()
            case .text:
                pieces.removeFirst()
                nodes.append(.text(template.source, piece.range))
            case .value:
                pieces.removeFirst()
                keep { parser throws(Diagnostic) in nodes.append(try parser.value(piece)) }
            case .statement:
                if let word = statementWord(piece), Self.inner.contains(word) { return nodes }
                pieces.removeFirst()
                keep { parser throws(Diagnostic) in
                    if let node = try parser.statement(piece, isFirst: nodes.allSatisfy(parser.isBlank)) {
                        nodes.append(node)
                    }
                }
            }
        }
        return nodes
    }

    /// Statements that only have a meaning inside another.
    private static let inner: Set = ["elif", "else", "endif", "endfor", "endblock"]

    private func isBlank(_ node: Node) -> Bool {
        guard case .text(let source, let range) = node else { return false }
        return source.bytes[range].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    private mutating func value(_ piece: Piece) throws(Diagnostic) -> Node {
        var cursor = TokenCursor(try Tokenizer.tokens(of: template.source, in: piece.content))
        let position = template.source.position(at: piece.range.lowerBound)
        if cursor.skip(.name("asset")) {
            let name = try cursor.string("the name of a file in static/, in quotes")
            try cursor.expectEnd()
            return .asset(name, position)
        }
        let expression = try cursor.value()
        try cursor.expectEnd()
        return .value(expression, position)
    }

    /// The first word of a statement; `nil` if it has none.
    func statementWord(_ piece: Piece) -> String? {
        guard piece.kind == .statement, case .name(let word) = firstToken(piece)?.kind else { return nil }
        return word
    }

    private func firstToken(_ piece: Piece) -> Token? {
        let bytes = template.source.bytes
        let start = piece.content.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 && bytes[$0] != 0x0A }
        guard let start else { return nil }
        let end = (start..<piece.content.upperBound).first { bytes[$0] <= 0x20 } ?? piece.content.upperBound
        return try? Tokenizer.tokens(of: template.source, in: start..<end).first
    }

    mutating func report(_ diagnostic: Diagnostic) {
        template.diagnostics.append(diagnostic)
    }

    /// Does `body` and reports what it throws.
    private mutating func keep(_ body: (inout TemplateParser) throws(Diagnostic) -> Void) {
        do throws(Diagnostic) {
            try body(&self)
        } catch {
            report(error)
        }
    }
}
