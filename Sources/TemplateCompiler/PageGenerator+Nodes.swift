/// The parts of a page.
extension PageGenerator {
    mutating func node(_ node: Node) throws(Diagnostic) {
        switch node {
        case .text(let source, let range):
            try text(source, range)
        case .value(let expression, let position):
            try value(expression, position)
        case .asset(let name, let position):
            try asset(name, position)
        case .condition(let conditional):
            try condition(conditional, from: 0, context.atStatement)
        case .loop(let loop):
            try self.loop(loop)
        case .assignment:
            break  // done by whoever goes through the nodes, who knows where the name's scope ends
        case .include(let reference):
            try include(reference)
        case .block(let block):
            try self.block(block)
        }
    }

    private mutating func text(_ source: Source, _ range: Range<Int>) throws(Diagnostic) {
        var isLineStart = source.isStartOfLaterLine(range.lowerBound)
        for offset in range {
            let byte = source.bytes[offset]
            let isBlank = byte == 0x20 || byte == 0x09
            if isLineStart, isBlank || byte == 0x0A, context.ignoresIndentation { continue }
            if byte == 0x0A, wroteLineFeed {
                wroteLineFeed = false
                isLineStart = true
                continue
            }
            try feed(byte) { source.position(at: offset) }
            isLineStart = byte == 0x0A
        }
    }

    /// Static bytes, whoever they come from.
    private mutating func feed(_ byte: UInt8, _ position: () -> Position) throws(Diagnostic) {
        let before = context
        do throws(MarkupError) {
            try context.feed(byte)
        } catch {
            throw Diagnostic(position(), error.message)
        }
        if before.place == .text, context.place != .text { markupStart = position() }
        followAddress(byte, from: before, position)
        writer.text([byte])
        // A browser drops a line feed here; with one of ours, a value that begins with one is shown whole.
        wroteLineFeed = context.startsVerbatim(after: before)
        if wroteLineFeed { writer.text([0x0A]) }
    }

    private mutating func value(_ expression: Expression, _ position: Position) throws(Diagnostic) {
        let value = scope.value(expression)
        do throws(MarkupError) {
            let slot = try context.slot()
            writer.flush()
            writer.statement("html.\(slot.rawValue)(", value, ")")
            context.didWriteValue()
            wroteLineFeed = false
        } catch {
            context.didRefuseValue()
            diagnostics.append(Diagnostic(position, error.message))
        }
    }

    private mutating func asset(_ name: String, _ position: Position) throws(Diagnostic) {
        do throws(MarkupError) {
            try context.checkAsset()
        } catch {
            context.didRefuseValue()
            diagnostics.append(Diagnostic(position, error.message))
            return
        }
        let path = library.assets[name] ?? "/static/"
        if library.assets[name] == nil {
            diagnostics.append(Diagnostic(position, "there is no file “\(name)” in static/"))
        }
        for byte in path.utf8 { try feed(byte) { position } }
    }

    private mutating func include(_ reference: Reference) throws(Diagnostic) {
        guard let template = library.templates[reference.name] else {
            diagnostics.append(Diagnostic(reference.position, "there is no template “\(reference.name)”"))
            return
        }
        if let obstacle = obstacle(to: reference.name, template) {
            diagnostics.append(Diagnostic(reference.position, obstacle))
            return
        }
        including.append(reference.name)
        try nodes(template.nodes)
        including.removeLast()
    }

    /// Why a file that exists cannot be included here; `nil` if it can.
    private func obstacle(to name: String, _ template: Template) -> String? {
        if !Template.isPartial(name) { return "“\(name)” is a page; a file to include begins with “_”" }
        if template.layout != nil || !template.blocks.isEmpty {
            return "“\(name)” has blocks or a layout; it cannot be included"
        }
        guard including.contains(name) else { return nil }
        return "a file cannot include itself: " + (including + [name]).joined(separator: " → ")
    }

    private mutating func block(_ block: Block) throws(Diagnostic) {
        let chosen = blocks[block.name] ?? block
        let start = context.atStatement
        context = start
        try nodes(chosen.nodes)
        guard HTMLContext.join(start, context) != nil else {
            throw Diagnostic(
                chosen.position, "this block begins \(start.description) and ends \(context.description)")
        }
    }
}
