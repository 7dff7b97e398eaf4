import Testing

@testable import TemplateCompiler

/// Every place in the markup where a value may stand, and how it is written there.
@Suite("Contexts that take values")
struct ContextTests {
    @Test(
        "A value is written as its place needs it",
        arguments: [
            ("{{ v }}", "text"), ("<p>{{ v }}</p>", "text"), ("<p class=a>{{ v }}</p>", "text"),
            ("<br/>{{ v }}", "text"), ("<br />{{ v }}", "text"), ("</p >{{ v }}", "text"),
            ("<!-- a -- b -> c -->{{ v }}", "text"), ("<!---->{{ v }}", "text"), ("<!-->{{ v }}", "text"),
            ("<!doctype html>{{ v }}", "text"), ("<!DOCTYPE html SYSTEM \"x\">{{ v }}", "text"),
            ("<script>if (a < b) { '</scrip' }</SCRIPT>{{ v }}", "text"), ("<style>a > b {}</style >{{ v }}", "text"),
            ("<pre>{{ v }}</pre>", "text"), ("<h1>{{ v }}</h1>", "text"), ("<my-element>{{ v }}</my-element>", "text"),
            ("a > b {{ v }}", "text"), ("<p hidden>{{ v }}", "text"), ("<p hidden class = 'a'>{{ v }}", "text"),
            ("<title>{{ v }}</title>", "plain"), ("<TITLE>a < b {{ v }}</TITLE>", "plain"),
            ("<textarea>{{ v }}</textarea>", "plain"), ("<textarea></texta {{ v }}</textarea>", "plain"),
            ("<p class=\"{{ v }}\">", "attribute"), ("<p class='{{ v }}'>", "attribute"),
            ("<p class = \"a {{ v }} b\">", "attribute"), ("<p\nclass\n=\n\"{{ v }}\">", "attribute"),
            ("<p hidden class=\"{{ v }}\">", "attribute"), ("<p data-href=\"{{ v }}\">", "attribute"),
            ("<input value=\"{{ v }}\"/>", "attribute"), ("<meta name=\"a\" content=\"{{ v }}\">", "attribute"),
            ("<p title=\"'{{ v }}'\">", "attribute"), ("<p title='\"<>{{ v }}'>", "attribute"),
            ("<a href=\"{{ v }}\">", "url"), ("<A HREF='{{ v }}'>", "url"), ("<img src=\"{{ v }}\">", "url"),
            ("<form action=\"{{ v }}\">", "url"), ("<button formaction=\"{{ v }}\">", "url"),
            ("<video poster=\"{{ v }}\">", "url"), ("<q cite=\"{{ v }}\">", "url"),
            ("<object data=\"{{ v }}\">", "url"),
            ("<html manifest=\"{{ v }}\">", "url"), ("<use xlink:href=\"{{ v }}\">", "url"),
        ])
    func slots(body: String, method: String) {
        let compiled = TestCompilation(body: body)
        #expect(compiled.errors == [])
        #expect(compiled.statements.contains("html.\(method)(self.v)"))
    }

    @Test(
        "Fixed addresses are written as they are",
        arguments: [
            "/a", "a/b:c", "?a=b&amp;c:d", "#a:b", "", "https://example.com", "HTTP://example.com",
            "mailto:a@b.example",
            "tel:+49", "//example.com", "a.html", "/a?b=javascript:",
        ])
    func addresses(url: String) {
        #expect(TestCompilation(body: "<a href=\"\(url)\">").literal == "<a href=\"\(url)\">")
    }

    @Test(
        "Statements may stand wherever each of their ways leads to the same place",
        arguments: [
            "<option {% if a %}selected{% endif %}>", "<option{% if a %} selected{% endif %}>",
            "<option {% if a %}selected{% endif %} hidden>", "<option value=\"1\"{% if a %} selected{% endif %}>",
            "<option{% if a %} selected{% else %} value=\"2\" {% endif %}>", "<p {% if a %}class=\"b\"{% endif %}/>",
            "<option hidden {% if a %}selected{% endif %} id=\"b\">", "<p class=\"a{% if a %} b{% endif %}\">",
            "<p class={% if a %}\"b\"{% else %}'c'{% endif %}>", "<p{% for a in b %} data-a=\"{{ a }}\"{% endfor %}>",
            "<p {% for a in b %}class=\"{{ a }}\" {% endfor %}>", "<p class=\"{% for a in b %}{{ a }} {% endfor %}\">",
            "<a href=\"{% if a %}{{ b }}{% else %}{{ c }}{% endif %}\">",
            "<a href=\"{% if a %}{{ b }}{% elif c %}{{ d }}{% else %}{{ e }}{% endif %}\">",
            "<a href=\"/a{% if a %}?b=1{% endif %}\">", "<p title=\"{% block a %}b{% endblock %}\">",
            "<body{% block a %} class=\"b\"{% endblock %}>", "<p>{% if a %}<b>{% endif %}c{% if a %}</b>{% endif %}",
            "<title>{% if a %}{{ a }} - {% endif %}b</title>", "<!-- {% if a %}b{% endif %} -->",
            "<pre>{% if a %}  b\n  {% endif %}</pre>", "<p {% include \"_x.html\" %}>",
            "<p{% for a in b %} c{% else %} d=\"e\"{% endfor %}>",
        ])
    func statements(body: String) {
        #expect(TestCompilation(body: body, with: ["_x.html": "class=\"a\""]).errors == [])
    }
}
