@testable import TemplateCompiler

/// Compiles templates that are given as texts.
struct TestCompilation {
    let compilation: Compilation

    /// `routes` is the text of the table `/web/Routes.table`.
    init(_ templates: [String: String], assets: [String: [UInt8]] = [:], routes: String? = nil) {
        compilation = Compilation(
            templates: templates, assets: assets, folder: "/templates",
            routes: routes.map { RouteTable(Source(name: "/web/Routes.table", text: $0)) })
    }

    /// A page `page.html` of type `Page` whose second line is where `body` begins, with files it may include.
    init(
        body: String, with others: [String: String] = [:], assets: [String: [UInt8]] = [:], routes: String? = nil
    ) {
        self.init(
            others.merging(["page.html": "{% page Page %}\n" + body]) { $1 },
            assets: assets, routes: routes
        )
    }

    /// What is wrong, as `file:line:column: message`.
    var errors: [String] {
        compilation.diagnostics.map {
            "\($0.position.file):\($0.position.line):\($0.position.column): \($0.message)"
        }
    }

    /// The Swift file of `page.html`.
    var swift: String { compilation.outputs["page.html.swift"] ?? "" }

    /// The Swift file of the table of routes.
    var routes: String { compilation.outputs["Routes.swift"] ?? "" }

    /// The statements of `page.html`, one text each, without indentation and notes of where they come from.
    var statements: [String] {
        var statements: [String] = []
        var continues = false
        let lines = swift.split(separator: "\n").drop { !$0.contains("func render") }.dropFirst().dropLast(2)
        for line in lines where !line.hasPrefix("#sourceLocation") {
            let code = String(line.drop { $0 == " " })
                .replacing("( ", with: "(", maxReplacements: line.contains("html.literal") ? 0 : 1)
            if code == "#sourceLocation()" { continue }
            if continues, let last = statements.popLast() {
                statements.append(last + (last.hasSuffix("(") ? "" : " ") + code)
            } else {
                statements.append(code)
            }
            continues = code == "if" || code.hasSuffix("=") || code.hasSuffix("(")
        }
        return statements
    }

    /// The static text of a page that has nothing else.
    var literal: String? {
        guard statements.count == 1, let statement = statements.first, statement.hasPrefix("html.literal(\""),
            statement.hasSuffix("\")")
        else { return nil }
        return String(statement.dropFirst(14).dropLast(2))
            .replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing("\\\"", with: "\"")
    }
}
