import Testing

@testable import TemplateCompiler

@Suite("Static files")
struct AssetTests {
    @Test(
        "The hash stands before the last dot of the file's name",
        arguments: [
            ("app.css", "/static/app.af63dc4c8601ec8c.css"), ("app.min.js", "/static/app.min.af63dc4c8601ec8c.js"),
            ("icons/cart.svg", "/static/icons/cart.af63dc4c8601ec8c.svg"),
            ("v1.2/LICENSE", "/static/v1.2/LICENSE.af63dc4c8601ec8c"),
        ])
    func names(name: String, path: String) {
        #expect(AssetName.path(name, of: Array("a".utf8)) == path)
    }

    @Test(
        "The hash is FNV-1a with 64 bits, in 16 digits",
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
        ] as [(String, UInt64)])
    func hash(text: String, value: UInt64) {
        #expect(AssetName.fnv1a(Array(text.utf8)) == value)
    }

    @Test("A hash with leading zeros keeps its 16 digits")
    func leadingZeros() throws {
        let text = try #require((0..<2_000).map { "\($0)" }.first { AssetName.fnv1a(Array($0.utf8)) >> 60 == 0 })
        let path = AssetName.path("a", of: Array(text.utf8))
        #expect(path.count == "/static/a.".count + 16)
        #expect(path.hasPrefix("/static/a.0"))
    }

    @Test("An asset is written as static text; a fragment may follow it")
    func use() {
        let assets = ["app.css": Array("a".utf8)]
        #expect(
            TestCompilation(body: "<link href=\"{{ asset \"app.css\" }}\">", assets: assets).literal
                == "<link href=\"/static/app.af63dc4c8601ec8c.css\">")
        #expect(
            TestCompilation(body: "<use href='{{ asset \"app.css\" }}#cart'/>", assets: assets).literal
                == "<use href='/static/app.af63dc4c8601ec8c.css#cart'/>")
        #expect(
            TestCompilation(body: "<script src=\"{{asset \"app.css\"}}\"></script>", assets: assets).literal
                == "<script src=\"/static/app.af63dc4c8601ec8c.css\"></script>")
    }
}
