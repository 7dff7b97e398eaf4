import FastCGI
import Glibc
import HTTP
import Synchronization
import Testing

/// What a handler saw.
final class Seen: Sendable {
    private let list = Mutex<[Request]>([])

    var requests: [Request] { list.withLock { $0 } }

    func answer(_ response: Response = .text("hello")) -> @Sendable (Request) -> Response {
        { request in
            self.list.withLock { $0.append(request) }
            return response
        }
    }
}

let get = [("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/")]
let post = [("REQUEST_METHOD", "POST"), ("REQUEST_URI", "/")]

@Suite(.serialized) struct ServerTests {
    private let seen = Seen()

    @Test("A request reaches the handler as a value, and its answer goes back whole")
    func ordinary() {
        let server = TestServer(
            seen.answer(Response(headers: ["X-One": "1", "Set-Cookie": "a=b"], body: Array("hello".utf8))))
        let peer = Peer(to: server.path)
        peer.request([
            ("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/a%20b?c=d"), ("HTTP_HOST", "shop.example"),
            ("HTTP_X_FOO_BAR", "é"),
            ("HTTP_COOKIE", "a=1"), ("HTTP_EMPTY", ""), ("REMOTE_ADDR", "192.0.2.7"), ("REQUEST_ID", "abc-123"),
            ("HELD_BACK", "1"), ("SERVER_NAME", "x"),
            ("HTTP_CONTENT_TYPE", "forged"), ("HTTP_CONTENT_LENGTH", "99"), ("CONTENT_TYPE", ""),
            ("CONTENT_LENGTH", ""),
        ])
        let answer = peer.answer()
        server.stop()

        #expect(answer.head == ["Status: 200 OK", "X-One: 1", "Set-Cookie: a=b", "Content-Length: 5"])
        #expect(answer.text == "hello")
        #expect(answer.isComplete)
        let request = seen.requests.first
        #expect(request?.method == .get)
        #expect(request?.target == "/a%20b?c=d")
        #expect(request?.headers.fields.map(\.name) == ["host", "x-foo-bar", "cookie"])
        #expect(request?.headers["X-Foo-Bar"] == "é")
        #expect(request?.remoteAddress == "192.0.2.7")
        #expect(request?.wasHeldBack == true)
        #expect(request?.id == "abc-123")
        #expect((request?.receivedAt ?? 0) > 1_700_000_000_000_000)
        #expect(request?.body == .bytes([]))
        #expect(server.events.isEmpty)
        #expect(server.error == nil)
    }

    @Test("A body arrives whole, however it is cut into records", arguments: [1, 7, 1000, 8192, 65_535])
    func postedBody(recordSize: Int) {
        let server = TestServer(seen.answer())
        let body = (0..<(recordSize == 1 ? 3_000 : 200_000)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let peer = Peer(to: server.path)
        peer.request(
            post + [("CONTENT_LENGTH", "\(body.count)"), ("CONTENT_TYPE", "application/x-www-form-urlencoded")],
            body: body, recordSize: recordSize)
        #expect(peer.answer().status == "200 OK")
        server.stop()
        #expect(seen.requests.first?.body == .bytes(body))
        #expect(seen.requests.first?.headers["content-type"] == "application/x-www-form-urlencoded")
    }

    @Test("A body in a file of nginx's is not waited for, whatever its length, and the handler gets the file's path")
    func bodyInFile() {
        let server = TestServer(limits: .init(bodyBytes: 1_000), seen.answer())
        for length in ["3", "50000000"] {
            let peer = Peer(to: server.path)
            peer.request(post + [("CONTENT_LENGTH", length), ("REQUEST_BODY_FILE", "/run/body/1")])
            #expect(peer.answer().status == "200 OK")
        }
        let both = Peer(to: server.path)
        both.request(post + [("CONTENT_LENGTH", "3"), ("REQUEST_BODY_FILE", "/run/body/1")], body: [65, 66, 67])
        #expect(both.answer().status == "400 Bad Request")
        server.stop()
        #expect(seen.requests.map(\.body) == [.file(path: "/run/body/1"), .file(path: "/run/body/1")])
    }

    @Test("HEAD is answered with the length of the body and no body")
    func head() {
        let server = TestServer(seen.answer())
        let peer = Peer(to: server.path)
        peer.request([("REQUEST_METHOD", "HEAD"), ("REQUEST_URI", "/")])
        let answer = peer.answer()
        server.stop()
        #expect(answer["Content-Length"] == "5")
        #expect(answer.body.isEmpty)
        #expect(answer.isComplete)
        #expect(seen.requests.first?.method == .head)
    }

    @Test("An answer of three megabytes arrives whole, and one of no content has no length")
    func sizes() {
        let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let server = TestServer { request in
            request.target == "/large" ? Response(body: large) : Response(status: .noContent, body: [1, 2, 3])
        }
        let one = Peer(to: server.path)
        one.request([("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/large")])
        let answer = one.answer()
        #expect(answer.body == large)
        #expect(answer["Content-Length"] == "3000000")
        let two = Peer(to: server.path)
        two.request(get)
        #expect(two.answer().head == ["Status: 204 No Content"])
        server.stop()
    }

    @Test("A handler cannot end a header, set a status line or a length of its own")
    func injection() {
        var headers: Headers = ["Status": "500 Gone Wrong", "content-length": "1", "Transfer-Encoding": "chunked"]
        headers.add("X-Evil: 1\r\nSet-Cookie", "a=b")
        #expect(HeaderValue(String("/\r\nSet-Cookie: a=b")) == nil)
        headers.add("Location", "/safe")
        let server = TestServer(seen.answer(Response(status: .seeOther, headers: headers)))
        let peer = Peer(to: server.path)
        peer.request(get)
        let answer = peer.answer()
        server.stop()
        #expect(answer.head == ["Status: 303 See Other", "Location: /safe", "Content-Length: 0"])
    }

    @Test(
        "A request without a proper id gets a fresh one",
        arguments: ["", "forged\u{20}id", "<script>", String(repeating: "a", count: 65)])
    func ids(id: String) {
        let server = TestServer(seen.answer())
        let peer = Peer(to: server.path)
        peer.request(get + [("REQUEST_ID", id)])
        _ = peer.answer()
        server.stop()
        #expect(seen.requests.first.map { Request.isID($0.id) && $0.id != id } == true)
    }

    @Test("Two servers on one socket answer everything between them")
    func shared() async {
        let first = TestServer(seen.answer())
        let second = TestServer(sharing: first, seen.answer())
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    let peer = Peer(to: first.path)
                    peer.request(get)
                    return peer.answer().status
                }
            }
            for await status in group { #expect(status == "200 OK") }
        }
        #expect(seen.requests.count == 40)
        second.signal(SIGTERM)
        second.join()
        first.stop()
        #expect(first.events.isEmpty && second.events.isEmpty)
        #expect(first.error == nil && second.error == nil)
    }
}
