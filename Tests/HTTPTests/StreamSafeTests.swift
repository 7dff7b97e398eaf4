import Testing

@testable import HTTP

@Suite("Text from outside costs no more than its length")
struct StreamSafeTests {
    /// Marks of alternating class, which normalisation has to sort.
    static func marks(_ count: Int) -> [UInt8] {
        Array("a".utf8) + (0..<count).flatMap { Array(($0.isMultiple(of: 2) ? "\u{301}" : "\u{323}").utf8) }
    }

    // Attack 1
    @Test("After thirty marks in a row comes a joiner, so that no more than thirty are ever sorted")
    func joiner() throws {
        let text = try #require(Text.validated(Self.marks(1_000)))
        let runs = text.unicodeScalars.split(separator: "\u{34F}").map { $0.filter { $0 != "a" }.count }
        #expect(runs.allSatisfy { $0 <= 30 })
        #expect(runs.reduce(0, +) == 1_000)
        #expect(text.unicodeScalars.count { $0 == "\u{34F}" } == 33)
    }

    @Test(
        "What people write is left as it is",
        arguments: ["", "plain", "Crème brûlée", "e\u{301}", "नमस्ते", "שָׁלוֹם", "👩‍👩‍👧‍👦", "ที่"])
    func untouched(text: String) {
        #expect(Text.validated(Array(text.utf8)).map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("Thirty marks in a row are one text more than language needs, and pass; the thirty-first gets the joiner")
    func border() throws {
        #expect(try #require(Text.validated(Self.marks(30))).utf8.count == Self.marks(30).count)
        #expect(try #require(Text.validated(Self.marks(31))).utf8.count == Self.marks(31).count + 2)
    }

    @Test("It is so in forms, queries, paths and cookies")
    func everywhere() throws {
        let coded = PercentCoding.encode(Self.marks(60), keeping: { _ in false })
        let form = try Form.parse(Array("a=\(coded)".utf8))
        let query = try Target.parse("/\(coded)?q=\(coded)")
        let cookie = Cookies(["c=\(coded)"])["c"]
        for text in [form["a"], try query.query.value(of: "q"), query.path.first, cookie] {
            #expect(text?.unicodeScalars.contains("\u{34F}") == true)
        }
    }
}

@Suite("Headers that decide anything")
struct RequestHeaderTests {
    @Test(
        "One longer than its limit, or with anything but printable ASCII, is refused", arguments: RequestHeader.allCases
    )
    func limits(header: RequestHeader) throws {
        func request(_ value: String) throws -> Request {
            var headers = Headers()
            headers.add(header.rawValue, try #require(HeaderValue(value)))
            return Request(method: .post, target: "/", headers: headers)
        }
        let longest = String(repeating: "a", count: header.limit)
        #expect(try request(longest).header(header) == longest)
        #expect(throws: BadRequest(.malformedHeader)) { try request(longest + "a").header(header) }
        #expect(throws: BadRequest(.malformedHeader)) { try request("é").header(header) }
        #expect(try Request(method: .get, target: "/").header(header) == nil)
    }
}
