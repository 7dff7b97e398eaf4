import Testing

@testable import TemplateCompiler

@Suite("White space")
struct WhitespaceTests {
    @Test("Lines of statements and comments alone leave nothing behind")
    func statementLines() {
        let body = """
            <ul>
              {% set a = 1 %}  {# one #} {% set b = 2 %}
                {# two
                   lines #}
            <li>{% set c = 3 %}</li>
            </ul>
            """
        #expect(
            TestCompilation(body: body).statements.filter { $0.hasPrefix("html") } == [
                "html.literal(\"<ul>\\n<li></li>\\n</ul>\")"
            ])
    }

    @Test("Indentation and empty lines go; line ends and spaces between words stay")
    func indentation() {
        #expect(
            TestCompilation(body: "<p>\n    a  b \n\n\t  <b>c</b> d\n</p>\n").literal
                == "<p>\na  b \n<b>c</b> d\n</p>\n")
        #expect(TestCompilation(body: "<p\n    class=\"a\n    b\"\n>").literal == "<p\nclass=\"a\n    b\"\n>")
    }

    @Test("Where white space shows, every bit of it stays")
    func preformatted() {
        #expect(
            TestCompilation(body: "<pre>a\n    b\n\n <b>c\n  </b></pre>\n    d").literal
                == "<pre>\na\n    b\n\n <b>c\n  </b></pre>\nd")
        #expect(TestCompilation(body: "<textarea>\n\n  a</textarea>").literal == "<textarea>\n\n  a</textarea>")
        #expect(TestCompilation(body: "<style>\n  a {}\n</style>").literal == "<style>\n  a {}\n</style>")
    }

    @Test("A value that begins with a line end is shown whole: the one browsers drop is written before it")
    func droppedLineFeed() {
        #expect(
            TestCompilation(body: "<textarea name=\"a\">{{ a }}</textarea>").statements == [
                "html.literal(\"<textarea name=\\\"a\\\">\\n\")", "html.plain(self.a)", "html.literal(\"</textarea>\")",
            ])
        #expect(TestCompilation(body: "<pre>\n{{ a }}</pre>").statements.first == "html.literal(\"<pre>\\n\")")
        #expect(TestCompilation(body: "<pre>{{ a }}</pre>").statements.first == "html.literal(\"<pre>\\n\")")
    }

    @Test("Line ends of other systems count as line ends")
    func lineEnds() {
        let compiled = TestCompilation(["page.html": "{% page Page %}\r\n<p>\r\n  {% set a = 1 %}\r\n  b\r\n</p>{{ }}"])
        #expect(compiled.errors == ["page.html:5:8: expected a member or a literal, found the end of the tag"])
        #expect(TestCompilation(body: "a\r\n\r\n  b\rc").literal == "a\nb\\u{d}c")
    }

    @Test("Words that a statement stands between keep their space")
    func inline() {
        let compiled = TestCompilation(body: "a {% if b %} c{% endif %} d")
        #expect(
            compiled.statements == [
                "html.literal(\"a \")", "if HTML.Condition.holds(self.b) {", "html.literal(\" c\")", "}",
                "html.literal(\" d\")",
            ])
    }
}
