import Testing

@testable import TemplateCompiler

/// Every place in the markup where a value, a statement or the text itself is refused, with line and column.
@Suite("Contexts that refuse")
struct MarkupRefusalTests {
    private static let link = "a {{ link }} stands alone between the quotes of its attribute"
    private static let tagName = "a value cannot be part of a tag name"
    private static let attribute = "a value cannot be an attribute; write name=\"{{ value }}\""

    @Test(
        "A value is refused where no escaping makes it safe",
        arguments: [
            ("<script>let a = {{ v }}</script>", 17, "no value can be written safely inside <script>"),
            ("<style>a { color: {{ v }} }</style>", 19, "no value can be written safely inside <style>"),
            ("<iframe>{{ v }}</iframe>", 9, "no value can be written safely inside <iframe>"),
            ("<noembed>{{ v }}</noembed>", 10, "no value can be written safely inside <noembed>"),
            ("<noframes>{{ v }}</noframes>", 11, "no value can be written safely inside <noframes>"),
            ("<xmp>{{ v }}</xmp>", 6, "no value can be written safely inside <xmp>"),
            ("<{{ v }}>", 2, tagName), ("</{{ v }}>", 3, tagName), ("<h{{ v }}>", 3, tagName),
            ("</h{{ v }}>", 4, tagName), ("</p {{ v }}>", 5, tagName), ("<br/{{ v }}>", 5, tagName),
            ("<title></{{ v }}</title>", 10, tagName), ("<p {{ v }}>", 4, attribute), ("<p a{{ v }}>", 5, attribute),
            ("<p a {{ v }}>", 6, attribute), ("<p a=\"b\"{{ v }}>", 9, attribute),
            ("<p {{ v }}=\"a\">", 4, attribute), ("<p class={{ v }}>", 10, "put quotes around the value of class"),
            ("<p class=a{{ v }}>", 11, "put quotes around the value of class"),
            ("<a href={{ v }}>", 9, "put quotes around the value of href"),
            ("<!-- {{ v }} -->", 6, "a value cannot stand in a comment; to leave out a part use {# … #}"),
            ("<!doctype {{ v }}>", 11, "a value cannot stand in a declaration"),
            ("<p onclick=\"{{ v }}\">", 13, "no value in onclick: an event attribute holds a script"),
            ("<p ONLOAD='{{ v }}'>", 12, "no value in onload: an event attribute holds a script"),
            ("<p style=\"{{ v }}\">", 11, "no value in style: a style attribute holds CSS"),
            ("<iframe srcdoc=\"{{ v }}\"></iframe>", 17, "no value in srcdoc: srcdoc holds a whole page"),
            ("<img srcset=\"{{ v }}\">", 14, "no value in srcset: srcset holds several URLs"),
            ("<link imagesrcset=\"{{ v }}\">", 20, "no value in imagesrcset: imagesrcset holds several URLs"),
            ("<a ping=\"{{ v }}\">", 10, "no value in ping: ping holds several URLs"),
            ("<meta http-equiv=\"{{ v }}\">", 19, "no value in http-equiv: http-equiv decides what content means"),
            (
                "<meta http-equiv=\"refresh\" content=\"{{ v }}\">", 37,
                "no value in content: next to http-equiv, content is an instruction to the browser"
            ),
            ("<set to=\"{{ v }}\">", 10, "no value in to: an animation can change any attribute"),
            (
                "<script src=\"{{ v }}\"></script>", 14,
                "no value in src: which script runs is fixed; name it by {{ asset }}"
            ),
            ("<a href=\"/a/{{ v }}\">", 13, link), ("<a href=\"{{ v }}{{ v }}\">", 17, link),
            ("<a href=\"#{{ v }}\">", 11, link), ("<a href=\"javascrip{{ v }}\">", 19, link),
            ("<p {{ asset \"a.css\" }}>", 4, attribute),
            ("<a href={{ asset \"a.css\" }}>", 9, "put quotes around the value of href"),
            ("<style>{{ asset \"a.css\" }}</style>", 8, "no value can be written safely inside <style>"),
            ("<img srcset=\"{{ asset \"a.css\" }}\">", 14, "no value in srcset: srcset holds several URLs"),
            ("<a href=\"/b{{ asset \"a.css\" }}\">", 12, link),
        ])
    func values(body: String, column: Int, message: String) {
        let compiled = TestCompilation(body: "<b>\n" + body, assets: ["a.css": []])
        #expect(compiled.errors == ["page.html:3:\(column): \(message)"])
        #expect(compiled.compilation.outputs.isEmpty)
    }

    @Test(
        "Markup that browsers would have to repair is refused",
        arguments: [
            ("a < b", 4, "this “<” begins no tag; for the sign itself write &lt;"),
            ("<>", 2, "this “<” begins no tag; for the sign itself write &lt;"),
            ("<?php", 2, "this “<” begins no tag; for the sign itself write &lt;"),
            ("</>", 3, "“>” cannot stand behind “/” in a tag"), ("<br/a>", 5, "“a” cannot stand behind “/” in a tag"),
            ("<p<b>", 3, "“<” cannot be part of a name"), ("<p \"a\">", 4, "“\"” cannot be part of a name"),
            ("<p =a>", 4, "“=” cannot be part of a name"), ("<p a'b>", 5, "“'” cannot be part of a name"),
            ("<p class=\"a\"id=\"b\">", 13, "a space is missing before “i”"),
            ("<p class=>", 10, "the value of class is missing"),
            ("<p class=a\"b>", 11, "“\"” needs quotes around the value of class"),
            ("<p class=a=b>", 11, "“=” needs quotes around the value of class"),
            ("</p class=\"a\">", 5, "an end tag has no attributes"), ("</p\"", 4, "“\"” cannot be part of a name"),
            ("<!ELEMENT>", 3, "“<!” begins a comment or a doctype only"),
            ("<![CDATA[", 3, "“<!” begins a comment or a doctype only"),
            ("<!-a>", 4, "“<!” begins a comment or a doctype only"),
            ("<!-- a --!>", 10, "a comment ends with “-->”; some browsers also end it at “--!>”"),
            ("<script><!-- </script>", 10, "“<!--” changes where a script ends; leave it out"),
            ("<title>a</title/>", 16, "an end tag has no “/” behind its name"),
            ("<meta content=\"{{ a }}\" http-equiv=\"b\">", 35, "http-equiv must come before content"),
            ("<a href=\"{{ a }}b\">", 17, link), ("<a href=\"{{ a }} \">", 17, link),
        ])
    func markup(body: String, column: Int, message: String) {
        #expect(TestCompilation(body: "<b>\n" + body).errors == ["page.html:3:\(column): \(message)"])
    }

    @Test(
        "A fixed address that could run something is refused, however it is spelt",
        arguments: [
            ("javascript:a()", 20, "a URL may not begin with “javascript:”"),
            ("JavaScript:a()", 20, "a URL may not begin with “javascript:”"),
            ("vbscript:a", 18, "a URL may not begin with “vbscript:”"),
            ("data:text/html,a", 14, "a URL may not begin with “data:”"), (":a", 10, "a URL may not begin with “:”"),
            (" javascript:a()", 10, "no white space and no “&” in a URL before its “/”, “?”, “#” or “:”"),
            ("java\tscript:a()", 14, "no white space and no “&” in a URL before its “/”, “?”, “#” or “:”"),
            ("&#106;avascript:a()", 10, "no white space and no “&” in a URL before its “/”, “?”, “#” or “:”"),
            ("javascript&colon;a()", 20, "no white space and no “&” in a URL before its “/”, “?”, “#” or “:”"),
        ])
    func addresses(url: String, column: Int, message: String) {
        #expect(TestCompilation(body: "<a href=\"\(url)\">").errors == ["page.html:2:\(column): \(message)"])
        #expect(TestCompilation(body: "<a href='\(url)'>").errors == ["page.html:2:\(column): \(message)"])
    }

    @Test(
        "The ways of a statement must lead to the same place; the statement is to blame",
        arguments: [
            (
                "<p {% if a %}class=\"b{% endif %}\">", 4,
                "this branch ends in the value of class, without it the page is in the tag <p>"
            ),
            ("{% if a %}<p{% endif %}>", 1, "this branch ends in a tag, without it the page is in the text"),
            ("{% if a %}<p>{% else %}<p{% endif %}>", 1, "this branch ends in the text, another branch ends in a tag"),
            (
                "{% if a %}b{% elif c %}<!--{% endif %}-->", 12,
                "this branch ends in a comment, without it the page is in the text"
            ),
            (
                "<a href=\"{% if a %}{{ b }}{% endif %}\">", 10,
                "this branch ends in the value of href, without it the page is in the value of href"
            ),
            (
                "{% if a %}<script>{% endif %}</script>", 1,
                "this branch ends in <script>, without it the page is in the text"
            ),
            ("{% if a %}<pre>{% endif %}</pre>", 1, "this branch ends in a <pre>, without it the page is in the text"),
            ("{% for a in b %}<p {% endfor %}>", 1, "this loop begins in the text and ends in the tag <p>"),
            (
                "<p {% for a in b %}c=\"d\"{% endfor %}>", 4,
                "this loop needs a space at its end, between one attribute and the next"
            ),
            (
                "<a href=\"{% for a in b %}{{ a }}{% endfor %}\">", 10,
                "this loop begins in the value of href and ends in the value of href"
            ),
            (
                "{% for a in b %}{% else %}<!-- {% endfor %}-->", 1,
                "the {% else %} of this loop ends in a comment, not in the text"
            ),
            ("{% block a %}<p{% endblock %}>", 1, "this block begins in the text and ends in a tag"),
            ("<p{% if a %}b{% endif %}>", 13, "a space is missing before “b”"),
            ("<p a{% if a %}b{% endif %}>", 15, "a space is missing before “b”"),
            ("<p{% if a %} b{% endif %}c>", 26, "a space is missing before “c”"),
        ])
    func statements(body: String, column: Int, message: String) {
        #expect(TestCompilation(body: "<b>\n" + body).errors.first == "page.html:3:\(column): \(message)")
    }

    @Test(
        "A page that ends inside of something is refused where that began",
        arguments: [
            ("<p>\n<p class=\"a", 3, 1, "in the value of class"), ("<p", 2, 1, "in a tag"),
            ("a<!-- b", 2, 2, "in a comment"),
            ("a\n  <script>b", 3, 3, "in <script>"), ("<title>a", 2, 1, "in <title>"), ("<p a", 2, 1, "in the tag <p>"),
            ("<pre>a", 2, 1, "in a <pre>"), ("<!doctype a", 2, 1, "in a declaration"),
            ("<plaintext>", 2, 1, "in <plaintext>"),
        ])
    func ends(body: String, line: Int, column: Int, place: String) {
        #expect(TestCompilation(body: body).errors == ["page.html:\(line):\(column): the page ends \(place)"])
    }
}
