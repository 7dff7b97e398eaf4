import HTTP
import Testing

@Suite struct RequestTests {
    private func post(_ type: String?, _ body: String) -> Request {
        var headers = Headers()
        if let value = type.flatMap({ HeaderValue($0) }) { headers.add("content-type", value) }
        return Request(method: .post, target: "/", headers: headers, body: .bytes(Array(body.utf8)))
    }

    @Test(
        "A form is read when the body says that it is one",
        arguments: [
            "application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "application/x-www-form-urlencoded ;charset=\"utf-8\"; x",
        ])
    func form(type: String) throws {
        #expect(try post(type, "a=1").form()["a"] == "1")
    }

    @Test(
        "Any other body is refused with 415",
        arguments: [
            nil, "", "text/plain", "application/json", "multipart/form-data; boundary=x",
            "application/x-www-form-urlencodedx",
            "application/x-www-form-urlencoded; charset=iso-8859-1", ";application/x-www-form-urlencoded",
        ])
    func otherBodies(type: String?) {
        let fault = #expect(throws: BadRequest(.notAForm)) { try post(type, "a=1").form() }
        #expect(fault?.status == .unsupportedMediaType)
    }

    @Test("A body over the limit is refused with 413, whatever is in it; one of just the limit is read")
    func limit() throws {
        let type = "application/x-www-form-urlencoded"
        #expect(try post(type, "a=1").form(limit: 3)["a"] == "1")
        let fault = #expect(throws: BadRequest(.bodyTooLarge)) { try post(type, "a=%1").form(limit: 3) }
        #expect(fault?.status == .contentTooLarge)
    }

    @Test("No body without a type is an empty form")
    func noBody() throws {
        #expect(try post(nil, "").form().isEmpty)
    }

    @Test(
        "Only letters, digits and hyphens name a request; anything else gets a fresh name",
        arguments: [
            "", "a b", "a\nb", "é", "a_b", "<script>", String(repeating: "a", count: 65),
        ])
    func ids(text: String) {
        let request = Request(method: .get, target: "/", id: text)
        #expect(request.id != text)
        #expect(Request.isID(request.id))
        #expect(request.id.count == 32)
    }

    @Test("A proper name is kept, and two fresh ones differ")
    func keptIDs() {
        let longest = String(repeating: "a", count: 64)
        #expect(Request(method: .get, target: "/", id: "0aF-9").id == "0aF-9")
        #expect(Request(method: .get, target: "/", id: longest).id == longest)
        #expect(Request(method: .get, target: "/").id != Request(method: .get, target: "/").id)
    }

    @Test("Methods are told apart with regard to case")
    func methods() {
        #expect(Method("GET") == .get)
        #expect(Method("HEAD") == .head)
        #expect(Method("POST") == .post)
        #expect(Method("get") == .other("get"))
        for token in ["GET", "HEAD", "POST", "DELETE", ""] { #expect(Method(token).token == token) }
    }

    @Test("A request gives its cookies and its target")
    func values() throws {
        let request = Request(method: .get, target: "/a?b=c", headers: ["Cookie": "x=1", "cookie": "y=2"])
        #expect(request.cookies["x"] == "1")
        #expect(request.cookies["y"] == "2")
        #expect(try request.parsedTarget().path == ["a"])
        #expect(throws: BadRequest.self) { try Request(method: .get, target: "//").parsedTarget() }
    }

    @Test("Every reason to refuse has a 4xx and a sentence that a person can read")
    func reasons() {
        for reason in BadRequest.Reason.allCases {
            let fault = BadRequest(reason)
            #expect((400..<500).contains(fault.status.code))
            #expect(fault.message.hasSuffix("."))
            #expect(fault.message.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") })
        }
        #expect(BadRequest(.bodyTooLarge).status == .contentTooLarge)
        #expect(BadRequest(.headersTooLarge).status.code == 431)
    }

    @Test("Answers carry their type, and a redirect is a 303")
    func responses() {
        #expect(Response.html(Array("<p>".utf8)).headers["content-type"] == "text/html; charset=utf-8")
        #expect(Response.text("x", status: .notFound).status == .notFound)
        #expect(Response.text("é").body.count == 2)
        let redirect = Response.redirect(to: "/dashboard")
        #expect(redirect.status == .seeOther)
        #expect(redirect.status.code == 303)
        #expect(redirect.headers["location"] == "/dashboard")
        #expect(redirect.body.isEmpty)
    }
}
