/// Puts a page together from its template, layout and parts, follows the markup through it, and writes the Swift.
struct PageGenerator {
    let library: TemplateLibrary
    var writer: SwiftWriter
    var context = HTMLContext()
    var scope = Scope()
    /// What replaces the blocks of the layouts.
    var blocks: [String: Block] = [:]
    /// The files that are being included, outermost first.
    var including: [String] = []
    var loopCount = 0
    /// Where the last tag, attribute or comment began: what to blame if it never ends.
    var markupStart: Position
    /// Whether a line feed that comes next was written already, behind `<textarea>` or `<pre>`.
    var wroteLineFeed = false
    var diagnostics: [Diagnostic] = []

    /// The Swift file for `template`, or all that is wrong with it.
    static func generate(
        _ template: Template, type: String, in library: TemplateLibrary, folder: String
    ) -> Result<String, PageErrors> {
        let start = Position(file: template.source.name, line: 1, column: 1)
        var generator = PageGenerator(library: library, writer: SwiftWriter(folder: folder), markupStart: start)
        do throws(Diagnostic) {
            try generator.page(template, type: type)
        } catch {
            generator.diagnostics.append(error)
        }
        let diagnostics = generator.diagnostics + generator.scope.diagnostics
        guard diagnostics.isEmpty else { return .failure(PageErrors(list: diagnostics)) }
        return .success(generator.writer.lines.joined(separator: "\n") + "\n")
    }

    private mutating func page(_ template: Template, type: String) throws(Diagnostic) {
        let root = try layout(of: template)
        writer.line("// \(template.source.name), compiled by TemplateCompiler.")
        writer.line("internal import HTML")
        writer.line("")
        let name = type.split(separator: ".").map { SwiftSpelling.name(String($0)) }.joined(separator: ".")
        writer.open("extension \(name): HTMLTemplate")
        writer.open("func render(into html: inout HTMLBuffer)")
        try nodes(root.nodes)
        guard context.place == .text, !context.isPreformatted else {
            throw Diagnostic(markupStart, "the page ends \(context.description)")
        }
        writer.flush()
        writer.line("#sourceLocation()")
        writer.close()
        writer.close()
    }

    /// The outermost layout, with the blocks of all others noted.
    private mutating func layout(of page: Template) throws(Diagnostic) -> Template {
        var template = page
        var seen = [page.source.name]
        while let reference = template.layout {
            guard let layout = library.templates[reference.name] else {
                throw Diagnostic(reference.position, "there is no template “\(reference.name)”")
            }
            guard Template.isPartial(reference.name) else {
                throw Diagnostic(reference.position, "“\(reference.name)” is a page; a layout lies in layouts/")
            }
            guard !seen.contains(reference.name) else {
                throw Diagnostic(reference.position, "“\(reference.name)” extends itself")
            }
            seen.append(reference.name)
            for block in template.blocks where blocks[block.name] == nil { blocks[block.name] = block }
            for case .block(let block) in template.nodes where !library.hasBlock(block.name, from: layout) {
                diagnostics.append(Diagnostic(block.position, "no layout has a block “\(block.name)”"))
            }
            template = layout
        }
        including = [template.source.name]
        return template
    }

    /// Does `nodes` in a scope of their own: what `set` names is forgotten at their end.
    mutating func nodes(_ nodes: [Node]) throws(Diagnostic) {
        var assignments: [(line: Int, name: String)] = []
        for node in nodes {
            if case .assignment(let name, let expression, _) = node {
                let value = scope.value(expression)
                writer.open("do")
                assignments.append((writer.lines.count + 1, name))
                writer.statement("let \(SwiftSpelling.name(name)) =", value, "")
                scope.push(name)
            } else {
                try self.node(node)
            }
        }
        for assignment in assignments.reversed() {
            if !scope.pop() { writer.discardName(assignment.name, inLine: assignment.line) }
            writer.close()
        }
    }
}

/// All that is wrong with one page.
struct PageErrors: Error {
    var list: [Diagnostic]
}
