import HTTP
import Testing

@Suite struct HeaderTests {
    @Test(
        "A header value holds no CR, LF, NUL or other control character",
        arguments: [
            "a\r\nSet-Cookie: x=y", "a\rb", "a\nb", "\u{0}", "a\u{0}", "\u{1B}[0m", "a\tb", "\u{7F}",
            "\r\n\r\n<script>",
        ])
    func controls(text: String) {
        let value = HeaderValue(text)
        #expect(value == nil)
    }

    @Test("Every control character of ASCII is refused, and nothing else is")
    func allASCII() {
        for code in UInt8(0)..<128 {
            let text = String(decoding: [UInt8(ascii: "a"), code], as: UTF8.self)
            let value = HeaderValue(text)
            #expect((value == nil) == (code < 0x20 || code == 0x7F))
        }
        let value = HeaderValue(String("café € 日本"))
        #expect(value?.text == "café € 日本")
    }

    @Test("Names are equal without regard to case, and order is kept")
    func names() {
        var headers: Headers = ["Content-Type": "text/html"]
        headers.add("Set-Cookie", "a=1")
        headers.add("set-cookie", "b=2")
        #expect(headers["content-type"] == "text/html")
        #expect(headers["CONTENT-TYPE"] == "text/html")
        #expect(headers["Set-Cookie"] == "a=1")
        #expect(headers.all("SET-COOKIE") == ["a=1", "b=2"])
        #expect(headers["missing"] == nil)
        #expect(headers.fields.map(\.name) == ["Content-Type", "Set-Cookie", "set-cookie"])
    }

    @Test("Setting a header replaces all of its name")
    func set() {
        var headers: Headers = ["A": "1", "B": "2", "a": "3"]
        headers.set("a", HeaderValue(4))
        #expect(headers.all("a") == ["4"])
        headers.remove("A")
        #expect(headers.fields.map(\.name) == ["B"])
    }

    @Test(
        "A name that is not a token is never added",
        arguments: ["", "a b", "a:", "a\r\nb", "é", "a\u{0}", "(a)", "\u{212A}"])
    func badNames(name: String) {
        var headers: Headers = ["A": "1"]
        let added = headers.add(name, "x")
        #expect(!added)
        let set = headers.set(name, "x")
        #expect(!set)
        #expect(headers.fields.map(\.name) == ["A"])
    }
}
