import Testing

@testable import TemplateCompiler

/// Every mistake in the template language itself, with its file, line and column.
@Suite("Template mistakes")
struct TemplateRefusalTests {
    @Test(
        "Tags must be closed, known and in order; the opener is to blame",
        arguments: [
            ("a {{ b", ["3:3: this {{ is never closed"]), ("a {% if b", ["3:3: this {% is never closed"]),
            ("a {# b", ["3:3: this {# is never closed"]), ("{{ a {{ b }}", ["3:1: this {{ is never closed"]),
            (
                "{{ a\n{% if %}",
                [
                    "3:1: this {{ is never closed", "4:1: this {% if %} has no {% endif %}",
                    "4:7: expected a member or a literal, found the end of the tag",
                ]
            ),
            (" {% if a %}", ["3:2: this {% if %} has no {% endif %}"]),
            ("{% for a in b %}", ["3:1: this {% for %} has no {% endfor %}"]),
            ("{% block a %}", ["3:1: this {% block %} has no {% endblock %}"]),
            ("{% if a %}{% for b in c %}{% endif %}", ["3:11: this {% for %} has no {% endfor %}"]),
            ("a {% endif %}", ["3:3: {% endif %} belongs to no statement that is open"]),
            ("{% else %}", ["3:1: {% else %} belongs to no statement that is open"]),
            ("{% elif a %}", ["3:1: {% elif %} belongs to no statement that is open"]),
            (
                "{% endfor %}{% endblock %}",
                [
                    "3:1: {% endfor %} belongs to no statement that is open",
                    "3:13: {% endblock %} belongs to no statement that is open",
                ]
            ),
            ("{% unless a %}", ["3:1: there is no statement “unless”"]),
            ("{% %}", ["3:4: expected a statement, found the end of the tag"]),
            ("{% \"a\" %}", ["3:4: expected a statement, found the text “a”"]),
            ("{% if a %}{% else b %}{% endif %}", ["3:19: expected the end of the tag, found “b”"]),
        ])
    func tags(body: String, errors: [String]) {
        #expect(TestCompilation(body: "<b>\n" + body).errors == errors.map { "page.html:" + $0 })
    }

    @Test(
        "Expressions are members, literals and comparisons, nothing else",
        arguments: [
            ("{{ }}", 4, "expected a member or a literal, found the end of the tag"),
            ("{{ a b }}", 6, "expected the end of the tag, found “b”"),
            ("{{ a() }}", 5, "expected the end of the tag, found “(”"),
            ("{{ a. }}", 7, "expected a member behind the dot, found the end of the tag"),
            ("{{ a.1 }}", 6, "expected a member behind the dot, found the number 1"),
            ("{{ a[0] }}", 5, "“[” has no meaning here"), ("{{ a ? b }}", 6, "“?” has no meaning here"),
            ("{{ é }}", 4, "“é” has no meaning here"), ("é {{ + }}", 6, "“+” has no meaning here"),
            ("{{ \"a }}", 4, "this text is never closed"),
            ("{{ \"a\\n\" }}", 6, "in a text, \\ stands only before \" or \\"),
            ("{{ 1a }}", 4, "“1a” is not a whole number"), ("{{ - }}", 4, "“-” is not a whole number"),
            ("{{ 9223372036854775808 }}", 4, "“9223372036854775808” is not a whole number"),
            ("{{ a and b }}", 4, "a condition has no text; write out a member or a literal"),
            ("{{ not a }}", 4, "a condition has no text; write out a member or a literal"),
            ("{{ a == b }}", 4, "a condition has no text; write out a member or a literal"),
            ("{{ and }}", 4, "expected a member or a literal, found “and”"),
            ("{{ self }}", 4, "expected a member or a literal, found “self”"),
            ("{{ asset }}", 10, "expected the name of a file in static/, in quotes, found the end of the tag"),
            ("{{ asset a }}", 10, "expected the name of a file in static/, in quotes, found “a”"),
            ("{{ asset \"a\" b }}", 14, "expected the end of the tag, found “b”"),
            ("{{ asset \"a.css\" }}", 1, "there is no file “a.css” in static/"),
            ("{% if %}{% endif %}", 7, "expected a member or a literal, found the end of the tag"),
            ("{% if a = b %}{% endif %}", 9, "expected the end of the tag, found “=”"),
            ("{% if (a %}{% endif %}", 10, "expected “)”, found the end of the tag"),
            ("{% if a == %}{% endif %}", 12, "expected a member or a literal, found the end of the tag"),
            ("{% if a == b == c %}{% endif %}", 14, "expected the end of the tag, found “==”"),
            ("{% if $ %}{% endif %}", 7, "“$” has no meaning here"),
            ("{% if a %}{% elif $ %}{% endif %}", 19, "“$” has no meaning here"),
            ("{% if let a %}{% endif %}", 13, "expected “=”, found the end of the tag"),
            ("{% if let a = \"b\" %}{% endif %}", 15, "expected a member that may be nil, found the text “b”"),
            ("{% if let a = b and c %}{% endif %}", 17, "expected the end of the tag, found “and”"),
            ("{% if let 1 = b %}{% endif %}", 11, "expected a name, found the number 1"),
            ("{% for a %}{% endfor %}", 10, "expected “in”, found the end of the tag"),
            ("{% for a in 3 %}{% endfor %}", 13, "expected a list, found the number 3"),
            ("{% for A in b %}{% endfor %}", 8, "“A” must begin with a small letter"),
            ("{% for _a in b %}{% endfor %}", 8, "“_a” must begin with a small letter"),
            ("{% for html in b %}{% endfor %}", 8, "“html” is taken; choose another name"),
            ("{% set loop = b %}", 8, "“loop” is taken; choose another name"),
            ("{% set a %}", 10, "expected “=”, found the end of the tag"),
            ("{% set a = %}", 12, "expected a member or a literal, found the end of the tag"),
            ("{% set a.b = 1 %}", 9, "expected “=”, found “.”"),
            ("{% block %}{% endblock %}", 10, "expected the block's name, found the end of the tag"),
            ("{% include %}", 12, "expected the path of a template, in quotes, found the end of the tag"),
            ("{% include a %}", 12, "expected the path of a template, in quotes, found “a”"),
            ("{% for a in b %}{{ loop }}{% endfor %}", 20, "a loop has loop.index, loop.first and loop.last only"),
            (
                "{% for a in b %}{{ loop.length }}{% endfor %}", 20,
                "a loop has loop.index, loop.first and loop.last only"
            ),
        ])
    func expressions(body: String, column: Int, message: String) {
        #expect(TestCompilation(body: "<b>\n" + body).errors == ["page.html:3:\(column): \(message)"])
    }

    @Test("A page names its type, first, once, and alone")
    func pages() {
        let missing = "the first line must name the page's type: {% page ProductPage %}"
        #expect(TestCompilation(["a.html": "<p>"]).errors == ["a.html:1:1: \(missing)"])
        #expect(TestCompilation(["a.html": ""]).errors == ["a.html:1:1: \(missing)"])
        #expect(
            TestCompilation(["a.html": "<p>\n{% page A %}"]).errors == [
                "a.html:2:1: {% page %} must come first in the file"
            ])
        #expect(TestCompilation(["a.html": "{# a #}\n {% page A %}"]).errors == [])
        #expect(TestCompilation(["a.html": "{% page A %}\n{% page B %}"]).errors == ["a.html:2:1: a second {% page %}"])
        #expect(
            TestCompilation(["a.html": "{% page \"A\" %}"]).errors == [
                "a.html:1:1: \(missing)", "a.html:1:9: expected the name of a Swift type, found the text “A”",
            ])
        #expect(
            TestCompilation(["a.html": "{% page A %}", "b.html": "\n{% page A %}"]).errors
                == ["b.html:2:1: “A” has a template already: a.html"])
        #expect(
            TestCompilation(["a/b.html": "{% page A %}", "a_b.html": "{% page B %}"]).errors
                == ["a_b.html:1:1: this file needs another name, it is too like a/b.html"])
        #expect(
            TestCompilation(["_a.html": "{% page A %}", "layouts/b.html": "{% page B %}"]).errors == [
                "_a.html:1:1: a layout or a file to include belongs to no page",
                "layouts/b.html:1:1: a layout or a file to include belongs to no page",
            ])
    }

    @Test(
        "A file with a layout holds blocks and nothing else",
        arguments: [
            ("{% block a %}{% endblock %}\n x", "4:2"), ("{{ a }}", "3:1"), ("{{ asset \"a\" }}", "3:1"),
            ("{% if a %}{% endif %}", "3:1"), ("{% for a in b %}{% endfor %}", "3:1"), ("{% set a = 1 %}", "3:1"),
            ("{% include \"_x.html\" %}", "3:1"),
        ])
    func outsideBlocks(body: String, place: String) {
        let compiled = TestCompilation(
            body: "{% extends \"layouts/a.html\" %}\n" + body,
            with: ["layouts/a.html": "{% block a %}{% endblock %}", "_x.html": ""])
        #expect(
            compiled.errors.first == "page.html:\(place): a file with {% extends %} holds nothing outside its blocks")
    }

    @Test("A layout must exist, be one, come first, have the block, and not extend itself")
    func layouts() {
        let extends = "{% extends \"layouts/a.html\" %}"
        #expect(
            TestCompilation(body: extends).errors == ["page.html:2:1: there is no template “layouts/a.html”"])
        #expect(
            TestCompilation(body: "{% extends \"b.html\" %}", with: ["b.html": "{% page B %}"]).errors
                == ["page.html:2:1: “b.html” is a page; a layout lies in layouts/"])
        #expect(
            TestCompilation(body: "a\n" + extends, with: ["layouts/a.html": ""]).errors
                == ["page.html:3:1: {% extends %} must come before everything but {% page %}"])
        #expect(
            TestCompilation(body: extends + extends, with: ["layouts/a.html": ""]).errors
                == ["page.html:2:31: a second {% extends %}"])
        #expect(
            TestCompilation(
                body: extends + "\n{% block b %}{% endblock %}", with: ["layouts/a.html": "{% block a %}{% endblock %}"]
            ).errors == ["page.html:3:1: no layout has a block “b”"])
        #expect(
            TestCompilation(
                body: extends,
                with: [
                    "layouts/a.html": "{% extends \"layouts/b.html\" %}",
                    "layouts/b.html": "{% extends \"layouts/a.html\" %}",
                ]
            ).errors == ["layouts/b.html:1:1: “layouts/a.html” extends itself"])
        #expect(
            TestCompilation(body: "{% block a %}{% endblock %}\n{% block a %}{% endblock %}").errors
                == ["page.html:3:1: there is a block “a” in this file already"])
    }

    @Test("An included file must exist, be a partial without blocks, and not include itself")
    func includes() {
        #expect(
            TestCompilation(body: "<p>{% include \"_a.html\" %}").errors
                == ["page.html:2:4: there is no template “_a.html”"])
        #expect(
            TestCompilation(body: "{% include \"b.html\" %}", with: ["b.html": "{% page B %}"]).errors
                == ["page.html:2:1: “b.html” is a page; a file to include begins with “_”"])
        #expect(
            TestCompilation(body: "{% include \"_a.html\" %}", with: ["_a.html": "{% block b %}{% endblock %}"]).errors
                == ["page.html:2:1: “_a.html” has blocks or a layout; it cannot be included"])
        #expect(
            TestCompilation(
                body: "{% include \"_a.html\" %}",
                with: ["_a.html": "\n{% include \"_b.html\" %}", "_b.html": " {% include \"_a.html\" %}"]
            ).errors == ["_b.html:1:2: a file cannot include itself: page.html → _a.html → _b.html → _a.html"])
    }

    @Test("A mistake in a shared file is reported there, once, however many pages use it")
    func sharedFiles() {
        let compiled = TestCompilation([
            "a.html": "{% page A %}\n{% include \"_x.html\" %}", "b.html": "{% page B %}\n{% include \"_x.html\" %}",
            "_x.html": "<p>\n<p class={{ a }}>",
        ])
        #expect(compiled.errors == ["_x.html:2:10: put quotes around the value of class"])
    }

    @Test("One run shows the mistakes of all files, in the order one reads them")
    func allAtOnce() {
        let compiled = TestCompilation([
            "b.html": "{% page B %}\n<p class={{ a }}>\n{{ a b }}<a href=\"x{{ c }}\">",
            "a.html": "{% page A %}\n<script>{{ a }}",
            "c.html": "{% page C %}{% if a %}",
        ])
        #expect(
            compiled.errors.map { $0.prefix { $0 != " " } } == [
                "a.html:2:1:", "a.html:2:9:", "b.html:2:10:", "b.html:3:6:", "b.html:3:20:", "c.html:1:13:",
            ])
        #expect(compiled.compilation.outputs.isEmpty)
    }

    @Test("What nests too deeply is refused, not followed")
    func depth() {
        let ifs = String(repeating: "{% if a %}", count: 65)
        #expect(TestCompilation(body: ifs).errors.contains("page.html:2:641: statements are nested too deeply"))
        let parentheses = String(repeating: "(", count: 500)
        #expect(
            TestCompilation(body: "{% set a = \(parentheses) %}").errors == [
                "page.html:2:44: this expression is nested too deeply"
            ])
        let negations = String(repeating: "not ", count: 500)
        #expect(
            TestCompilation(body: "{% set a = \(negations) b %}").errors == [
                "page.html:2:140: this expression is nested too deeply"
            ])
        let branches = String(repeating: "{% elif a %}", count: 100)
        #expect(
            TestCompilation(body: "{% if a %}\(branches){% endif %}").errors == ["page.html:2:767: too many branches"])
    }

    @Test("A NUL byte is refused")
    func nul() {
        #expect(TestCompilation(body: "a\0").errors == ["page.html:1:1: the file holds a NUL byte"])
    }

    @Test("A message has the form that editors and SwiftPM understand")
    func form() {
        let diagnostic = Diagnostic(Position(file: "/t/a.html", line: 12, column: 5), "no")
        #expect("\(diagnostic)" == "/t/a.html:12:5: error: no")
    }
}
