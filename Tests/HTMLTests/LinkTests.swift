import HTML
import Testing

@Suite("Link")
struct LinkTests {
    @Test(
        "Segments are joined by slashes and percent-encoded",
        arguments: [
            ([], "/"), ([""], "/"), (["products"], "/products"), (["products", "42"], "/products/42"),
            (["products", ""], "/products/"), (["a b", "c/d", "e?f", "g#h"], "/a%20b/c%2Fd/e%3Ff/g%23h"),
            (["é"], "/%C3%A9"), (["a\\b", "%2e", "x:y"], "/a%5Cb/%252e/x%3Ay"), (["\0\r\n\t\""], "/%00%0D%0A%09%22"),
            (["A-z_0.9~"], "/A-z_0.9~"),
        ])
    func segments(segments: [String], location: String) {
        #expect(Link(path: segments).location == location)
    }

    @Test(
        "No segment can lead to another origin or to another folder",
        arguments: [
            (["", "evil.example"], "/evil.example"), (["", "", "evil.example"], "/evil.example"),
            (["/evil.example"], "/%2Fevil.example"), (["\\evil.example"], "/%5Cevil.example"),
            (["..", "admin"], "/admin"), (["a", ".", "b"], "/a/b"), (["a", ".."], "/a"), ([".."], "/"),
            (["", "..", ""], "/"), (["javascript:alert(1)"], "/javascript%3Aalert%281%29"),
        ])
    func hostileSegments(segments: [String], location: String) {
        #expect(Link(path: segments).location == location)
    }

    @Test("The query is percent-encoded, names and values alike")
    func query() {
        let link = Link(path: ["search"], query: [("q", "a&b=c d+é"), ("x y", "")])
        #expect(link.location == "/search?q=a%26b%3Dc%20d%2B%C3%A9&x%20y=")
        #expect(Link(path: [], query: [("a", "1")]).location == "/?a=1")
    }

    @Test("Home is the root, and a link describes itself by its location")
    func home() {
        #expect(Link.home.location == "/")
        #expect("\(Link(path: ["a"]))" == "/a")
    }

    @Test(
        "A path on this site is taken as it is",
        arguments: [
            "/", "/dashboard", "/dashboard/", "/a%20b/c?d=e&f=%2F#g", "/a:b@c/(d)*'+,;=!$[]", "/...",
            "/a?next=//x/../y",
            "/a#//b", "/.well-known",
        ])
    func local(raw: String) {
        #expect(Link(local: raw)?.location == raw)
    }

    @Test(
        "Whatever a browser could take to another place is refused",
        arguments: [
            "", "x", "dashboard", "?a", "#a", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example",
            "/a\\b", "http://evil.example", "https://evil.example", "https:evil.example", "javascript:alert(1)",
            " /a", "/a b", "/\t/evil.example", "/\n/evil.example", "/a\rb", "/\0", "/\u{7F}", "/é", "/\u{2028}",
            "/.", "/..", "/../a", "/a/./b", "/a/..", "/%2e", "/%2E%2e/a", "/.%2e", "/a//b", "/a/..//evil.example",
            "/<b>", "/\"", "/`", "/{a}", "/^", "/|",
        ])
    func refused(raw: String) {
        #expect(Link(local: raw) == nil)
    }

    @Test("A path of 2048 bytes is the longest one taken")
    func length() {
        #expect(Link(local: "/" + String(repeating: "a", count: 2047)) != nil)
        #expect(Link(local: "/" + String(repeating: "a", count: 2048)) == nil)
    }
}
