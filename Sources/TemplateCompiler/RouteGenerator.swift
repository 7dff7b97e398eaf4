/// Writes the Swift of a table of routes: what an address means, how it is written, and who answers it.
struct RouteGenerator {
    let table: RouteTable
    let routes: [Route]
    var writer = SwiftWriter(folder: nil)

    /// The Swift file for a table without faults.
    static func generate(_ table: RouteTable) -> String {
        var generator = RouteGenerator(table: table, routes: table.routes)
        generator.file()
        return generator.writer.lines.joined(separator: "\n") + "\n"
    }

    private mutating func file() {
        writer.line("// \(table.name), compiled by TemplateCompiler.")
        writer.line("internal import HTTP")
        writer.line("internal import Store")
        writer.line("")
        writer.line("/// Every address of the store, with what it carries. `init(path:)` and `path` are inverse.")
        writer.open("enum Route: Equatable, Sendable")
        cases()
        parsing()
        printing()
        rowOfMethod()
        rowsOfRoute()
        formPage()
        rows()
        writer.close()
        writer.line("")
        writer.open("extension Visit")
        dispatch()
        writer.close()
    }

    private mutating func cases() {
        for route in routes {
            let types = route.row.address.parts.map(\.type)
            let code = "case \(route.name)"
            if types.isEmpty {
                writer.line(code)
            } else {
                writer.line(
                    SwiftExpression(
                        code: "\(code)(\(types.joined(separator: ", ")))", lead: 0,
                        position: route.row.addressPosition))
            }
        }
    }

    private mutating func printing() {
        writer.line("")
        writer.line("/// The segments of the address, decoded.")
        writer.open("var path: [String]")
        writer.open("switch self")
        for route in routes {
            let segments = route.row.address.segments.map { segment in
                switch segment {
                case .literal(let text): "\"\(text)\""
                case .part(let label, _): "\"\\(\(SwiftSpelling.name(label)))\""
                }
            }
            writer.line("case \(binding(of: route)): [\(segments.joined(separator: ", "))]")
        }
        writer.close()
        writer.close()
    }

    private mutating func rowOfMethod() {
        writer.line("")
        writer.line("/// The table's row for a method, HEAD as GET; nil when the route does not take it.")
        writer.open("func row(for method: HTTP.Method) -> RouteRow?")
        writer.open("switch self")
        for route in routes {
            writer.openCase("case .\(route.name)")
            writer.open("switch method")
            for index in route.indices {
                writer.line("case \(methods(of: table.rows[index])): Self.table[\(index)]")
            }
            writer.line("default: nil")
            writer.close()
            writer.endCase()
        }
        writer.close()
        writer.close()
    }

    private mutating func rowsOfRoute() {
        writer.line("")
        writer.line("/// All rows of this route, in the table's order.")
        writer.open("var rows: [RouteRow]")
        writer.open("switch self")
        for route in routes {
            let rows = route.indices.map { "Self.table[\($0)]" }
            writer.line("case .\(route.name): [\(rows.joined(separator: ", "))]")
        }
        writer.close()
        writer.close()
    }

    private mutating func formPage() {
        writer.line("")
        writer.line("/// The page that shows the form that is posted here; nil for all others.")
        writer.open("var formPage: Route?")
        writer.open("switch self")
        var hasOthers = false
        for route in routes {
            let forms = route.indices.compactMap { index in table.rows[index].options.form }
            guard let form = forms.first else {
                hasOthers = true
                continue
            }
            let labels = route.row.address.parts.map { SwiftSpelling.name($0.label) }
            let page = labels.isEmpty ? "" : "(\(labels.joined(separator: ", ")))"
            writer.line("case \(binding(of: route)): .\(SwiftSpelling.name(form.text))\(page)")
        }
        if hasOthers { writer.line("default: nil") }
        writer.close()
        writer.close()
    }

    /// The rows stand on the very lines of the table, so that what the Swift compiler says of one is said there.
    private mutating func rows() {
        writer.line("")
        writer.line("/// Every row, in the table's order.")
        var line = max(1, (table.rows.first?.name.position.line ?? 1) - 1)
        writer.locate(line: line, of: table.source.name)
        var code = "static let table: [RouteRow] = ["
        for row in table.rows {
            if line < row.name.position.line {
                writer.line(code)
                line += 1
                while line < row.name.position.line {
                    writer.line("")
                    line += 1
                }
                code = "    "
            }
            code += self.row(row) + ","
        }
        writer.line(code)
        writer.line("]")
        writer.line("#sourceLocation()")
    }

    private func row(_ row: RouteRow) -> String {
        let options = [
            row.options.isPublic ? "isPublic: true" : nil,
            row.options.setsFormCookie ? "setsFormCookie: true" : nil,
            row.options.limit.map { "limit: .\($0.text)" },
            row.options.counts.map { "counts: .\($0.text)" },
            row.options.fields.map { "fields: FormFields(\($0.text).self)" },
        ].compactMap { $0 }.joined(separator: ", ")
        return "RouteRow(name: \"\(row.name.text)\", method: .\(row.method), pattern: \"\(row.address.pattern)\", "
            + "access: .\(row.access), entry: .\(row.entry), options: RouteOptions(\(options)))"
    }

    /// The pattern that takes a route apart: `.product(let slug)`.
    func binding(of route: Route) -> String {
        let labels = route.row.address.parts.map { "let \(SwiftSpelling.name($0.label))" }
        return ".\(route.name)" + (labels.isEmpty ? "" : "(\(labels.joined(separator: ", ")))")
    }

    /// The methods that a row takes: GET comes with HEAD.
    func methods(of row: RouteRow) -> String {
        switch row.method {
        case .get: ".get, .head"
        case .post: ".post"
        }
    }
}
