import HTTP
import Testing

@Suite struct CookieTests {
    @Test(
        "Pairs are divided by semicolons, blanks around them do not count",
        arguments: [
            "a=1; b=2", "a=1;b=2", " a = 1 ;\tb=2 ; ", ";;a=1;;b=2;", "a=\"1\"; b=2",
        ])
    func pairs(header: String) {
        let cookies = Cookies([header])
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == "2")
        #expect(cookies["A"] == nil)
    }

    @Test("Several headers are one list, since HTTP/2 may split it")
    func severalHeaders() {
        let cookies = Cookies(["a=1", "b=2; c=3"])
        #expect(cookies["a"] == "1")
        #expect(cookies["c"] == "3")
        #expect(Cookies([])["a"] == nil)
    }

    @Test(
        "A cookie that is there twice has no value, even if one of them cannot be read",
        arguments: [
            ["s=1; s=2"], ["s=1; s=1"], ["s=1", "s=2"], ["s=1; s=a b"], ["s=a,b; s=1"], ["s=1; s=2; s=3"],
        ])
    func twice(headers: [String]) {
        #expect(Cookies(headers)["s"] == nil)
    }

    @Test(
        "A malformed pair is passed over and harms no other",
        arguments: [
            "nonsense", "=1", "b c=1", "b=a b", "b=\"", "b=a,b", "b=a\\b", "b=é", "é=1", "b=%zz", "b=%", "b=%00",
            "b=%FF", "b=\"1", "b=\u{7F}",
        ])
    func malformed(pair: String) {
        let cookies = Cookies(["a=1; \(pair); c=3"])
        #expect(cookies["a"] == "1")
        #expect(cookies["c"] == "3")
        #expect(cookies["b"] == nil)
    }

    @Test("Thousands of cookies are read without harm")
    func many() {
        let header = (0..<10_000).map { "c\($0)=\($0)" }.joined(separator: ";")
        #expect(Cookies([header])["c9999"] == "9999")
    }

    @Test("A cookie is secure, out of reach of scripts and same-site unless told otherwise")
    func attributes() {
        let cookie = SetCookie(name: "__Host-nexus", value: "abc_-1", maxAge: 7200)
        #expect(
            cookie.headerValue.text == "__Host-nexus=abc_-1; Path=/; Max-Age=7200; Secure; HttpOnly; SameSite=Lax")
        let open = SetCookie(name: "n", value: "", path: "/a", secure: false, httpOnly: false)
        #expect(open.headerValue.text == "n=; Path=/a; SameSite=Lax")
        #expect(SetCookie(name: "n", value: "", maxAge: -5).headerValue.text.contains("; Max-Age=0;"))
    }

    @Test(
        "Whatever a cookie is made of, it sets itself and nothing else",
        arguments: [
            "plain", "", "a b", "a;b=c", "a\r\nX: y", "é€", "100%", "%41", "\"quoted\"", "a,b\\c", "=",
        ])
    func injection(text: String) {
        let value = SetCookie(name: "n", value: text).headerValue.text
        #expect(value.split(separator: ";").count == 5)
        #expect(Cookies([String(value.prefix { $0 != ";" })])["n"] == text)

        let strange = SetCookie(name: "n\(text)", value: "v", path: "/\(text)").headerValue.text
        #expect(strange.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(strange.split(separator: ";").count == 5)
    }
}
