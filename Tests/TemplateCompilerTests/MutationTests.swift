import Testing

@testable import TemplateCompiler

/// The compiler reads what people type; nothing they type may make it trap.
@Suite("Broken templates")
struct MutationTests {
    /// The same numbers in every run (SplitMix64).
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    private static let fragments = [
        "{{", "}}", "{%", "%}", "{#", "#}", "{{ a }}", "{% if a %}", "{% else %}", "{% endif %}", "{% for a in b %}",
        "{% endfor %}", "{% block a %}", "{% endblock %}", "{% include \"_a.html\" %}",
        "{% extends \"layouts/l.html\" %}",
        "{% page A %}", "{% set a = ", "\"", "'", "\\", "<", ">", "=", "/", "<p ", "</p>", "<!--", "-->", "<script>",
        "</script>", "<textarea>", "</textarea>", "<pre>", "href=\"", "class=\"", "\n", "\r\n", " ", "é", "\0", "(",
        ")", ".",
        "not ", " and ", "loop.index", "javascript:", "-", "99999999999999999999",
    ]

    private static let seeds = [
        "{% page A %}\n{% extends \"layouts/l.html\" %}\n{% block a %}<p class=\"{{ a }}\">{{ b }}</p>{% endblock %}\n",
        "{% page A %}\n{% for a in b %}<a href=\"{{ a }}\">{{ loop.index }}</a>{% else %}-{% endfor %}<pre>\n a</pre>\n",
        "{% page A %}\n{% if a and not (b == \"c\") %}<option {% if d %}selected{% endif %}>{% elif let e = f %}{{ e }}"
            + "{% endif %}{% set g = 1 %}{% include \"_a.html\" %}<textarea>{{ g }}</textarea>{{ asset \"a.css\" }}\n",
    ]

    @Test("Thousands of damaged templates are compiled or refused, each with a place inside its file", arguments: 0..<8)
    func mutations(seed: Int) {
        var random = Seeded(state: UInt64(seed))
        for round in 0..<400 {
            var text = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0...Int.random(in: 0..<6, using: &random) {
                let place = Int.random(in: 0...text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0:
                    text.insert(contentsOf: Array((Self.fragments.randomElement(using: &random) ?? "").utf8), at: place)
                case 1:
                    text.removeSubrange(place..<min(text.count, place + Int.random(in: 0..<8, using: &random)))
                default:
                    text.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            let page = String(decoding: text, as: UTF8.self)
            let compiled = TestCompilation(
                ["a.html": page, "_a.html": "{{ a }}<b>", "layouts/l.html": "<i>{% block a %}x{% endblock %}</i>"],
                assets: ["a.css": []])
            #expect(compiled.errors.isEmpty == (compiled.compilation.outputs["a.html.swift"] != nil), "\(page)")
            let lines = page.split(separator: "\n", omittingEmptySubsequences: false).count
            for diagnostic in compiled.compilation.diagnostics where diagnostic.position.file == "a.html" {
                #expect((1...max(lines, 1) + 1).contains(diagnostic.position.line), "\(page)")
                #expect(diagnostic.position.column >= 1)
            }
        }
    }

    private static let table =
        "# a\na GET / anyone page T.f public\nb POST /b/{id:T} seller form T.g limit=x form=c\n"
        + "c GET /b/{id:T}/c seller page T.h\n"

    private static let routeFragments = [
        "/", "//", "{", "}", ":", ".", "#", " ", "\t", "\n", "\r\n", "=", "é", "\0", "{id:ID}", "{slug:Slug}", "GET",
        "POST", "a", "b", "anyone", "seller", "page", "form", "Type.f", "form=a", "limit=x", "public", "form-cookie",
    ]

    @Test("Thousands of damaged tables are compiled or refused, each with a place inside its file", arguments: 0..<4)
    func tableMutations(seed: Int) {
        var random = Seeded(state: UInt64(seed))
        for _ in 0..<400 {
            var text = Array(Self.table.utf8)
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0...text.count, using: &random)
                if Bool.random(using: &random) {
                    text.removeSubrange(place..<min(text.count, place + Int.random(in: 0..<8, using: &random)))
                } else {
                    text.insert(
                        contentsOf: Array((Self.routeFragments.randomElement(using: &random) ?? "").utf8), at: place)
                }
            }
            let table = String(decoding: text, as: UTF8.self)
            let compiled = TestCompilation([:], routes: table)
            #expect(compiled.errors.isEmpty == !compiled.routes.isEmpty, "\(table)")
            let lines = table.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            for diagnostic in compiled.compilation.diagnostics {
                #expect((1...lines).contains(diagnostic.position.line), "\(table)")
                #expect(diagnostic.position.column >= 1)
            }
        }
    }
}
