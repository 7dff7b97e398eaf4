import Testing

@testable import HTML

@Suite("SafeHTML")
struct SafeHTMLTests {
    @Test("Text becomes markup by being escaped")
    func escaping() {
        #expect(SafeHTML(escaping: "<b>\"&'").markup == "&lt;b&gt;&quot;&amp;&#39;")
    }

    @Test(
        "Blank lines separate paragraphs, other line ends are breaks",
        arguments: [
            ("", ""), ("  \n\n \t", ""), ("one", "<p>one</p>"), ("one\ntwo", "<p>one<br>two</p>"),
            ("one\n\ntwo", "<p>one</p><p>two</p>"), ("\n\none\n \n\n\ntwo\n", "<p>one</p><p>two</p>"),
            ("one\r\ntwo\r\n\r\nthree", "<p>one<br>two</p><p>three</p>"), ("  one  ", "<p>one  </p>"),
            ("<b>\n&", "<p>&lt;b&gt;<br>&amp;</p>"),
        ])
    func paragraphs(text: String, markup: String) {
        #expect(SafeHTML.paragraphs(text).markup == markup)
    }

    @Test("A template rendered into another is not escaped again")
    func rendering() {
        struct Greeting: HTMLTemplate {
            let name: String

            func render(into html: inout HTMLBuffer) {
                html.literal("<b>")
                html.text(name)
                html.literal("</b>")
            }
        }
        let greeting = Greeting(name: "<Mara>")
        #expect(SafeHTML.render(greeting).markup == "<b>&lt;Mara&gt;</b>")
        #expect(greeting.bytes() == Array("<b>&lt;Mara&gt;</b>".utf8))
    }

    @Test("The place of the request's id is nginx's own notation")
    func requestID() {
        #expect(SafeHTML.requestIDPlaceholder.markup == "<!--# echo var=\"request_id\" -->")
    }
}
