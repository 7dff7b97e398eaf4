import HTTP
import Testing

@Suite struct TargetTests {
    @Test(
        "A path is its decoded segments",
        arguments: [
            ("/", []), ("/a", ["a"]), ("/a/b", ["a", "b"]), ("/a/", ["a", ""]), ("/caf%C3%A9", ["café"]),
            ("/café", ["café"]),
            ("/a%20b", ["a b"]), ("/a+b", ["a+b"]), ("/...", ["..."]), ("/a..b/.c", ["a..b", ".c"]), ("/%25", ["%"]),
            ("/%252e%252e", ["%2e%2e"]), ("/a?", ["a"]), ("/?/../x=1", []), ("/a=b&c", ["a=b&c"]),
        ] as [(String, [String])])
    func paths(raw: String, path: [String]) throws {
        #expect(try Target.parse(raw).path == path)
    }

    @Test("What follows the first question mark is the query")
    func query() throws {
        let target = try Target.parse("/orders?search=a%40b.c&page=2&next=/x?y")
        #expect(target.path == ["orders"])
        #expect(try target.query.value(of: "search") == "a@b.c")
        #expect(try target.query.value(of: "page") == "2")
        #expect(try target.query.value(of: "next") == "/x?y")
        #expect(try Target.parse("/orders").query == Query())
    }

    @Test(
        "A path that others could read differently is refused",
        arguments: [
            "", "a", "*", "?a=b", "http://host/", "//", "//host/", "///", "/a//b", "/a//", "/.", "/..", "/./", "/../",
            "/a/./b", "/a/../b",
            "/%2e", "/%2E%2e", "/.%2e", "/%2e./x", "/a/%2e%2e/b", "/..;/", "/a;b", "/;", "/a%3Bb", "/..%3b/", "/a\\b",
            "/%5C", "/a%5cb",
            "/..\\", "/%2F", "/a%2fb", "/..%2f..%2fetc", "/#", "/a#b", "/a?b#c",
        ])
    func tricks(raw: String) {
        #expect(throws: BadRequest(.malformedTarget)) { try Target.parse(raw) }
    }

    @Test(
        "Controls, spaces, broken codes and broken UTF-8 in a path are refused",
        arguments: [
            "/%00", "/a%00b", "/\u{0}", "/a b", "/a\tb", "/a\r\nb", "/%0d%0a", "/%09", "/%1F", "/%7F", "/\u{7F}",
            "/%C2%85",
            "/%", "/%4", "/%zz", "/%%41", "/%FF", "/%C0%AE", "/%C0%AF", "/%E0%80%AE", "/%ED%A0%80", "/%F5%80%80%80",
        ])
    func bytes(raw: String) {
        #expect(throws: BadRequest(.malformedTarget)) { try Target.parse(raw) }
    }

    @Test("A target may have 2,048 bytes")
    func length() throws {
        let longest = "/" + String(repeating: "a", count: Target.maximumBytes - 1)
        #expect(try Target.parse(longest).path.count == 1)
        #expect(throws: BadRequest(.targetTooLong)) { try Target.parse(longest + "a") }
        #expect(throws: BadRequest(.targetTooLong)) { try Target.parse("/?a=" + String(repeating: "b", count: 10_000)) }
    }

    @Test("Any text without a slash, backslash, semicolon or control survives as a segment")
    func roundTrip() throws {
        for text in ["a b", "é", "%", "a?b#c&d", "\"'<>&", "\u{2028}", "日本", "..a", "+"] {
            #expect(try Target.parse("/" + PercentCoding.encode(segment: text)).path == [text])
        }
    }
}
