import Testing

@testable import TemplateCompiler

/// Every construct, and the Swift that it becomes.
@Suite("Statements")
struct StatementTests {
    @Test("A page becomes an extension of its type, in a file named after it")
    func page() {
        let compiled = TestCompilation(["products/show.html": "{% page Products.Page %}\n<p>{{ name }}</p>\n"])
        #expect(compiled.errors == [])
        #expect(
            compiled.compilation.outputs == [
                "products_show.html.swift": """
                // products/show.html, compiled by TemplateCompiler.
                internal import HTML

                extension Products.Page: HTMLTemplate {
                    func render(into html: inout HTMLBuffer) {
                        html.literal("<p>")
                #sourceLocation(file: "/templates/products/show.html", line: 1)
                        html.text(
                 self.name)
                        html.literal("</p>\\n")
                        #sourceLocation()
                    }
                }

                """
            ])
    }

    @Test("An expression stands at its own line and column, so that Swift's messages point at the template")
    func columns() throws {
        let swift = TestCompilation(body: "<p>\n                  {{ product.name }}").swift
        let lines = swift.split(separator: "\n")
        let index = try #require(lines.firstIndex { $0.hasPrefix("#sourceLocation(file: \"/templates/page.html\"") })
        #expect(lines[index].hasSuffix("line: 2)"))
        // The first line after the note is line 2 of the template, the next is line 3. There, in column 22, the
        // author wrote "product"; "self." comes before it.
        #expect(lines[index + 2] == String(repeating: " ", count: 16) + "self.product.name)")
    }

    @Test("In the first line of an included file too")
    func firstLine() {
        let swift = TestCompilation(body: "{% include \"_a.html\" %}", with: ["_a.html": "{{ a }}"]).swift
        #expect(swift.contains("#sourceLocation(file: \"/templates/_a.html\", line: 1)\n        html.text( self.a)"))
    }

    @Test("Members, literals and members of members are written out")
    func values() {
        let compiled = TestCompilation(
            body: "{{ a }}{{ a.b.c }}{{ \"x \\\"y\\\" \\\\ }}\" }}{{ 42 }}{{ -1 }}{{a}}{{ class.init }}")
        #expect(
            compiled.statements == [
                "html.text(self.a)", "html.text(self.a.b.c)", #"html.text("x \"y\" \\ }}")"#, "html.text(42)",
                "html.text(-1)", "html.text(self.a)", "html.text(self.`class`.`init`)",
            ])
    }

    @Test("if, elif and else become nested ifs; each condition keeps its place")
    func conditions() {
        let compiled = TestCompilation(body: "{% if a %}1{% elif b.c %}2{% elif d %}3{% else %}4{% endif %}")
        #expect(
            compiled.statements == [
                "if HTML.Condition.holds(self.a) {", "html.literal(\"1\")",
                "} else {", "if HTML.Condition.holds(self.b.c) {", "html.literal(\"2\")",
                "} else {", "if HTML.Condition.holds(self.d) {", "html.literal(\"3\")",
                "} else {", "html.literal(\"4\")", "}", "}", "}",
            ])
    }

    @Test(
        "Conditions follow the rank of their operators",
        arguments: [
            ("a", "H(self.a)"), ("not a", "!H(self.a)"), ("not not a", "!!H(self.a)"),
            ("a and b", "(H(self.a) && H(self.b))"),
            ("a or b and c", "(H(self.a) || (H(self.b) && H(self.c)))"),
            ("(a or b) and c", "((H(self.a) || H(self.b)) && H(self.c))"),
            ("not a and b", "(!H(self.a) && H(self.b))"), ("not (a and b)", "!(H(self.a) && H(self.b))"),
            ("a == b", "H(self.a == self.b)"), ("not a.b == \"x\"", "!H(self.a.b == \"x\")"),
            ("a != 1 and b < 2 or c > 3", "((H(self.a != 1) && H(self.b < 2)) || H(self.c > 3))"),
            ("a <= -1", "H(self.a <= -1)"), ("a >= true", "H(self.a >= true)"), ("false", "H(false)"),
            ("a and b and c", "((H(self.a) && H(self.b)) && H(self.c))"), ("1 == 2", "H(1 == 2)"),
        ])
    func operators(template: String, swift: String) {
        let expected = "if " + swift.replacing("H(", with: "HTML.Condition.holds(") + " {"
        #expect(TestCompilation(body: "{% if \(template) %}x{% endif %}").statements.first == expected)
    }

    @Test("if let gives a name to what is there; a name that nothing uses is left out")
    func bindings() {
        #expect(
            TestCompilation(body: "{% if let note = order.note %}{{ note }}{% else %}-{% endif %}").statements == [
                "if let note = self.order.note {", "html.text(note)", "} else {", "html.literal(\"-\")", "}",
            ])
        #expect(
            TestCompilation(body: "{% if let note = order.note %}x{% endif %}{{ note }}").statements == [
                "if let _ = self.order.note {", "html.literal(\"x\")", "}", "html.text(self.note)",
            ])
        #expect(
            TestCompilation(body: "{% if a %}{% elif let default = b %}{{ default.c }}{% endif %}").statements == [
                "if HTML.Condition.holds(self.a) {", "} else {", "if let `default` = self.b {",
                "html.text(`default`.c)", "}", "}",
            ])
    }

    @Test("for goes through a list; its variable is known inside only")
    func loops() {
        #expect(
            TestCompilation(body: "{% for p in shop.products %}{{ p.name }}{% endfor %}{{ p }}").statements == [
                "do {", "let _items1 = self.shop.products", "for p in _items1 {", "html.text(p.name)", "}", "}",
                "html.text(self.p)",
            ])
        #expect(
            TestCompilation(body: "{% for p in products %}x{% endfor %}").statements == [
                "do {", "let _items1 = self.products", "for _ in _items1 {", "html.literal(\"x\")", "}", "}",
            ])
    }

    @Test("else of a loop is for an empty list")
    func emptyLoops() {
        #expect(
            TestCompilation(body: "{% for p in products %}{{ p }}{% else %}none{% endfor %}").statements == [
                "do {", "let _items1 = self.products", "if !_items1.isEmpty {", "for p in _items1 {", "html.text(p)",
                "}", "} else {", "html.literal(\"none\")", "}", "}",
            ])
    }

    @Test("loop counts the innermost loop, and costs nothing where it is not used")
    func counting() {
        let body = """
            {% for a in as %}{% for b in a.bs %}{{ loop.index }}{% if not loop.last %},{% endif %}{% endfor %}\
            {% if loop.first %}{{ a.c }}{% endif %}{% endfor %}{{ loop.index }}
            """
        #expect(
            TestCompilation(body: body).statements == [
                "do {", "let _items1 = self.`as`", "for (_index1, a) in _items1.enumerated() {",
                "do {", "let _items2 = a.bs", "for (_index2, _) in _items2.enumerated() {",
                "html.text((_index2 + 1))",
                "if !HTML.Condition.holds((_index2 == _items2.count - 1)) {", "html.literal(\",\")", "}", "}", "}",
                "if HTML.Condition.holds((_index1 == 0)) {", "html.text(a.c)", "}", "}", "}",
                "html.text(self.loop.index)",
            ])
    }

    @Test("set names a value up to the end of the part it stands in, and may be repeated")
    func assignments() {
        let body = "{% if a %}{% set n = \"x\" %}{{ n }}{% set n = n %}{{ n }}{% endif %}{{ n }}{% set b = 1 %}"
        #expect(
            TestCompilation(body: body).statements == [
                "if HTML.Condition.holds(self.a) {", "do {", "let n = \"x\"", "html.text(n)", "do {", "let n = n",
                "html.text(n)", "}", "}", "}", "html.text(self.n)", "do {", "let _ = 1", "}",
            ])
    }

    @Test("set takes a condition too")
    func assignedConditions() {
        let compiled = TestCompilation(body: "{% set bad = a and b == 1 %}{% if bad %}x{% endif %}")
        #expect(
            compiled.statements.prefix(3) == [
                "do {", "let bad = (HTML.Condition.holds(self.a) && HTML.Condition.holds(self.b == 1))",
                "if HTML.Condition.holds(bad) {",
            ])
    }

    @Test("An included file sees the names around it and keeps its own to itself")
    func includes() {
        let compiled = TestCompilation(
            body: "{% set id = \"a\" %}<b>{% include \"shared/_f.html\" %}</b>{{ own }}",
            with: ["shared/_f.html": "{% set own = id %}{{ own }}"])
        #expect(
            compiled.statements == [
                "do {", "let id = \"a\"", "do {", "let own = id", "html.literal(\"<b>\")", "html.text(own)", "}",
                "html.literal(\"</b>\")", "html.text(self.own)", "}",
            ])
    }

    @Test("A page replaces the blocks of its layouts; the others keep their content")
    func layouts() {
        let compiled = TestCompilation([
            "layouts/base.html":
                "<b>{% block a %}A{% endblock %}{% block b %}B{% endblock %}{% block c %}C{% endblock %}",
            "layouts/shop.html":
                "{% extends \"layouts/base.html\" %}\n{% block b %}b{% block d %}D{% endblock %}{% endblock %}",
            "page.html":
                "{% page Page %}\n{% extends \"layouts/shop.html\" %}\n{# note #}\n{% block a %}1{% endblock %}\n"
                + "{% block d %}2{% endblock %}",
        ])
        #expect(compiled.errors == [])
        #expect(compiled.literal == "<b>1b2C")
    }

    @Test("Static text is one literal across comments, includes, blocks and assignments")
    func merging() {
        let compiled = TestCompilation(
            body: "a{# no {{ x #}b{% include \"_i.html\" %}d{% block e %}e{% endblock %}", with: ["_i.html": "c"])
        #expect(compiled.literal == "abcde")
    }

    @Test("Static text is spelt as Swift spells it")
    func literals() {
        let compiled = TestCompilation(body: "\" \\(x) \\n é \u{1} \u{2028} 👩‍👩‍👧")
        #expect(compiled.statements == [#"html.literal("\" \\(x) \\n é \u{1} \u{2028} 👩‍👩‍👧")"#])
    }

    @Test("A folder of templates may hold other pages, partials that nothing uses, and nothing at all")
    func outputs() {
        let compiled = TestCompilation([
            "a.html": "{% page A %}", "b/c.html": "{% page B %}", "_x.html": "x", "b/_y.html": "y",
            "layouts/z.html": "z",
        ])
        #expect(compiled.errors == [])
        #expect(compiled.compilation.outputs.keys.sorted() == ["a.html.swift", "b_c.html.swift"])
        #expect(TestCompilation([:]).compilation.outputs.isEmpty)
    }
}
