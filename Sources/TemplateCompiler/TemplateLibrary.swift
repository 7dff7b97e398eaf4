/// All templates, and what they may name.
struct TemplateLibrary {
    /// By path below the folder of templates.
    var templates: [String: Template]
    /// From the name in `static/` to the path a browser asks for.
    var assets: [String: String]
    /// Nil where nothing is known of the addresses.
    var routes: RouteTable?

    /// Whether `layout`, or one that it extends, has the block.
    func hasBlock(_ name: String, from layout: Template) -> Bool {
        var layout = layout
        // Layouts that extend each other in a circle are reported elsewhere.
        for _ in 0...templates.count {
            if layout.blocks.contains(where: { $0.name == name }) { return true }
            guard let reference = layout.layout, let next = templates[reference.name] else { return false }
            layout = next
        }
        return false
    }

    /// The files that make up the page: its own, its layouts, and all they include.
    func files(of page: String) -> Set<String> {
        var found: Set<String> = []
        var waiting = [page]
        while let name = waiting.popLast() {
            guard let template = templates[name], found.insert(name).inserted else { continue }
            if let layout = template.layout { waiting.append(layout.name) }
            waiting += includes(in: template.nodes)
        }
        return found
    }

    private func includes(in nodes: [Node]) -> [String] {
        nodes.flatMap { node -> [String] in
            switch node {
            case .include(let reference):
                [reference.name]
            case .condition(let conditional):
                conditional.branches.flatMap { includes(in: $0.nodes) } + includes(in: conditional.otherwise ?? [])
            case .loop(let loop):
                includes(in: loop.nodes) + includes(in: loop.otherwise ?? [])
            case .block(let block):
                includes(in: block.nodes)
            case .text, .value, .asset, .assignment:
                []
            }
        }
    }
}
