/// From a path to its route.
extension RouteGenerator {
    mutating func parsing() {
        writer.line("")
        writer.line("/// The route of a decoded path; nil when nothing is there, or when what it carries has not the")
        writer.line("/// form it must have.")
        writer.open("init?(path: [String])")
        writer.open("switch path.count")
        for count in Set(routes.map(\.row.address.segments.count)).sorted() {
            writer.openCase("case \(count)")
            parsing(routes.filter { $0.row.address.segments.count == count }, from: 0)
            writer.endCase()
        }
        endSwitch()
        writer.line("return nil")
        writer.close()
    }

    /// Tells apart `routes`, which are of one length and alike in their literals before `index`. What does not match
    /// goes on behind it: literals first, then typed parts, which are not read before all literals are right.
    private mutating func parsing(_ routes: [Route], from index: Int) {
        guard let first = routes.first, index < first.row.address.segments.count else {
            for route in routes { reading(route) }
            return
        }
        var literals: [String] = []
        for case .literal(let text) in routes.map(\.row.address.segments[index]) where !literals.contains(text) {
            literals.append(text)
        }
        if !literals.isEmpty {
            writer.open("switch path[\(index)]")
            for literal in literals {
                writer.openCase("case \"\(literal)\"")
                parsing(routes.filter { $0.row.address.segments[index] == .literal(literal) }, from: index + 1)
                writer.endCase()
            }
            endSwitch()
        }
        let others = routes.filter { route in
            if case .part = route.row.address.segments[index] { true } else { false }
        }
        if !others.isEmpty { parsing(others, from: index + 1) }
    }

    /// Takes the route, if its typed parts have their form.
    private mutating func reading(_ route: Route) {
        let address = route.row.address
        let labels = address.parts.map { SwiftSpelling.name($0.label) }
        guard !labels.isEmpty else {
            writer.line("self = .\(route.name)")
            writer.line("return")
            return
        }
        let bindings = address.segments.enumerated().compactMap { index, segment -> String? in
            guard case .part(let label, let type) = segment else { return nil }
            return "let \(SwiftSpelling.name(label)) = \(type)(path[\(index)])"
        }
        writer.line(
            SwiftExpression(
                code: "if \(bindings.joined(separator: ", ")) {", lead: 0, position: route.row.addressPosition))
        writer.line("    self = .\(route.name)(\(labels.joined(separator: ", ")))")
        writer.line("    return")
        writer.line("}")
    }

    private mutating func endSwitch() {
        writer.line("default: break")
        writer.close()
    }
}
