import Testing

@testable import HTML

/// What `write` leaves in an empty buffer.
private func written(_ write: (inout HTMLBuffer) -> Void) -> String {
    var html = HTMLBuffer()
    write(&html)
    return String(decoding: html.finish(), as: UTF8.self)
}

@Suite("HTMLBuffer")
struct HTMLBufferTests {
    @Test("The five special characters are replaced in text and in attributes, and nothing else is")
    func specialCharacters() {
        let ascii = String(String.UnicodeScalarView((1..<128).compactMap { Unicode.Scalar($0) }))
        let escaped = ascii.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: String(Character(scalar))
            }
        }.joined()
        #expect(written { $0.text(ascii) } == escaped)
        #expect(written { $0.plain(ascii) } == escaped)
        #expect(written { $0.attribute(ascii) } == escaped)
    }

    @Test(
        "Special characters at every place of a text are replaced",
        arguments: [
            ("", ""), ("&", "&amp;"), ("a&", "a&amp;"), ("&a", "&amp;a"), ("&&", "&amp;&amp;"),
            ("a<b>c", "a&lt;b&gt;c"),
            ("&amp;", "&amp;amp;"), ("\"'\"", "&quot;&#39;&quot;"),
            ("</title><script>", "&lt;/title&gt;&lt;script&gt;"),
        ])
    func places(text: String, escaped: String) {
        #expect(written { $0.text(text) } == escaped)
        #expect(written { $0.attribute(text) } == escaped)
    }

    @Test("Characters of several bytes, joined emoji, separators and right-to-left marks stay as they are")
    func unicode() {
        let text = "äöü ß € 漢字 👩‍👩‍👧 e\u{301} \u{2028}\u{2029} \u{202E} \u{FEFF} \u{10FFFF}"
        #expect(Array(written { $0.text(text) }.utf8) == Array(text.utf8))
        #expect(written { $0.attribute("é<é") } == "é&lt;é")
    }

    @Test("A text larger than the buffer is written whole")
    func longText() {
        let text = String(repeating: "0123456789 & ", count: 10_000)
        let escaped = String(repeating: "0123456789 &amp; ", count: 10_000)
        var html = HTMLBuffer(reserving: 1)
        html.text(text)
        #expect(html.count == escaped.utf8.count)
        #expect(html.finish() == Array(escaped.utf8))
    }

    @Test("A negative reservation is taken as none")
    func negativeReservation() {
        #expect(HTMLBuffer(reserving: -1).count == 0)
    }

    @Test("A missing value writes nothing")
    func missing() {
        let text: String? = nil
        let markup: SafeHTML? = nil
        let nothing = written {
            $0.text(text)
            $0.text(markup)
            $0.plain(text)
            $0.attribute(text)
        }
        #expect(nothing == "")
    }

    @Test("An optional value that is there is escaped like any other")
    func present() {
        let text: String? = "<"
        let markup: SafeHTML? = SafeHTML(trusted: "<b>")
        #expect(written { $0.text(text) } == "&lt;")
        #expect(written { $0.plain(text) } == "&lt;")
        #expect(written { $0.attribute(text) } == "&lt;")
        #expect(written { $0.text(markup) } == "<b>")
    }

    @Test(
        "Numbers are written in decimal digits",
        arguments: [0, 1, -1, 9, 10, 1_234_567, -1_234_567, Int64.max, Int64.min])
    func numbers(value: Int64) {
        #expect(written { $0.text(value) } == String(value))
        #expect(written { $0.plain(value) } == String(value))
        #expect(written { $0.attribute(value) } == String(value))
        #expect(written { $0.text(Int(value)) } == String(value))
        #expect(written { $0.plain(Int(value)) } == String(value))
        #expect(written { $0.attribute(Int(value)) } == String(value))
    }

    @Test("Literals are copied as they stand, in the order written")
    func literals() {
        let page = written {
            $0.literal("<p title=\"")
            $0.attribute("\"")
            $0.literal("\">é ")
            $0.text(SafeHTML(trusted: "<b>1</b>"))
            $0.literal("x")
        }
        #expect(page == "<p title=\"&quot;\">é <b>1</b>x")
    }

    @Test("A link is escaped inside its attribute")
    func links() {
        let link = Link(path: ["a"], query: [("b", "1"), ("c", "2")])
        #expect(written { $0.url(link) } == "/a?b=1&amp;c=2")
    }
}
