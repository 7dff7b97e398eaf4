import Testing

@testable import HTTP

@Suite("Queries")
struct QueryTests {
    // Case 1
    @Test(
        "A page lets all be that it does not ask for: others tag, cut and repeat links",
        arguments: [
            "utm_campaign=50%off", "fbclid=1&fbclid=1", "q=%E9", "a=%00", "%zz", "=", "&&&&",
            String(repeating: "a=1&", count: 500),
        ])
    func unread(query: String) throws {
        let target = try Target.parse("/?" + query + "&page=2")
        #expect(try target.query.value(of: "page") == "2")
        #expect(try target.query.value(of: "next") == nil)
    }

    @Test("A key that is asked for is read strictly", arguments: ["q=%E9", "q=1&q=1", "q=%zz", "q=%00", "%71=1&q=2"])
    func strict(query: String) throws {
        let target = try Target.parse("/?" + query)
        #expect(throws: BadRequest(.malformedQuery)) { try target.query.value(of: "q") }
    }

    @Test("A key without a value is empty, a coded key is the same key, a plus is a space")
    func reading() throws {
        let query = try Target.parse("/?a&b=&%63=x+y%2Bz").query
        #expect(try query.value(of: "a") == "")
        #expect(try query.value(of: "b") == "")
        #expect(try query.value(of: "c") == "x y+z")
    }

    @Test("What is wrong with a query is said of the address, and not of a form")
    func words() {
        #expect(BadRequest(.malformedQuery).message.contains("address"))
    }
}
