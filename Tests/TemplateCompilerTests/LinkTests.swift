import Testing

@testable import TemplateCompiler

/// An address of our own in a template must be one of the table of routes.
@Suite("Links of templates")
struct LinkTests {
    private static let table = """
        home    GET   /                   anyone page T.home
        login   GET   /auth/login         anyone page T.form
        login   POST  /auth/login         anyone form T.send
        logout  POST  /auth/logout        anyone form T.logout
        product GET   /products/{id:ID}   anyone page T.product
        """

    private func errors(_ body: String) -> [String] {
        TestCompilation(body: body, assets: ["a.css": []], routes: Self.table).errors
    }

    @Test("A dead link fails, at the template's own line")
    func deadLink() {
        #expect(
            errors("<p>\n<a href=\"/dashbord\">")
                == ["page.html:3:10: nothing is at /dashbord: it is not in Routes.table"])
        #expect(errors("<p>\n<a href=\"/auth/login\">") == [])
    }

    @Test(
        "What the table does not have is dead in every spelling, wherever it leads",
        arguments: [
            ("<a href=\"/dead?a=/\">", 10, "/dead"), ("<a href='/dead#b'>", 10, "/dead"),
            ("<a href=/dead>", 9, "/dead"),
            ("<a href = \"/dead\"/>", 12, "/dead"), ("<A HREF=\"/dead\">", 10, "/dead"),
            ("<a href=/dead id=b>", 9, "/dead"), ("<a class=\"b\" href=\"/dead\">", 20, "/dead"),
            ("<form action=\"/dead\">", 15, "/dead"), ("<button formaction=\"/dead\">", 21, "/dead"),
            ("<a href=\"/auth/login/\">", 10, "/auth/login/"), ("<a href=\"/products/new\">", 10, "/products/new"),
            ("<a href=\"/products/{id}\">", 10, "/products/{id}"), ("<a href=\"/auth\">", 10, "/auth"),
            ("<a href=\"/\\b.example\">", 10, "/\\b.example"), ("<a href=\"/d{# c #}ead\">", 10, "/dead"),
            ("<a href=\"/{% if a %}dead{% else %}auth/login{% endif %}\">", 10, "/dead"),
            ("<a href=\"{% if a %}/{% else %}/dead{% endif %}\">", 31, "/dead"),
            ("<a href=\"{% if a %}/dead{% else %}/{% endif %}\">", 20, "/dead"),
            ("<a href=\"/dead{% if a %}?b{% endif %}\">", 10, "/dead"),
            ("<a href=\"/{% block a %}dead{% endblock %}\">", 10, "/dead"),
        ])
    func dead(body: String, column: Int, address: String) {
        #expect(errors(body) == ["page.html:2:\(column): nothing is at \(address): it is not in Routes.table"])
    }

    @Test(
        "What the table has, and what is not the table's to know, is taken",
        arguments: [
            "<a href=\"/\">", "<a href=/>", "<a href=\"/?a=b\">", "<a href=\"/auth/login?a=/dead#/dead\">",
            "<form action=\"/auth/logout\">", "<form action=\"/auth/login\">", "<button formaction=\"/auth/logout\">",
            "<a href=\"{{ asset \"a.css\" }}\">", "<a href=\"{{ a }}\">", "<a href=\"#dead\">", "<a href=\"?a=/dead\">",
            "<a href=\"https://example.com/dead\">", "<a href=\"//example.com/dead\">", "<img src=\"/dead\">",
            "<p title=\"/dead\">", "<a href=\"/{% if a %}auth/login{% endif %}{% if b %}?c{% endif %}\">",
            "<a href=\"/auth/{% block a %}login{% endblock %}\">",
        ])
    func alive(body: String) {
        #expect(errors(body) == [])
    }

    @Test("A link leads to what takes GET")
    func method() {
        #expect(
            errors("<a href=\"/auth/logout\">")
                == ["page.html:2:10: /auth/logout takes no GET, so no link leads there"])
    }

    @Test("A dead link in a shared file is reported there, once; without a sound table nothing is said of links")
    func sharedFiles() {
        let pages = [
            "a.html": "{% page A %}\n{% include \"_x.html\" %}", "b.html": "{% page B %}\n{% include \"_x.html\" %}",
            "_x.html": "<a href=\"/dead\">",
        ]
        #expect(
            TestCompilation(pages, routes: Self.table).errors
                == ["_x.html:1:10: nothing is at /dead: it is not in Routes.table"])
        #expect(TestCompilation(pages).errors == [])
        #expect(
            TestCompilation(pages, routes: "home").errors
                == ["/web/Routes.table:1:5: a route needs a method: GET or POST"])
    }

    @Test("One mistake in an address is not reported as two")
    func once() {
        #expect(
            errors("<a href=\"/dead/{{ a }}\">")
                == ["page.html:2:16: a {{ link }} stands alone between the quotes of its attribute"])
    }
}
