import FastCGI
import Glibc
import HTTP
import Testing

@Suite(.serialized) struct StageTests {
    private let get = [("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/"), ("REQUEST_ID", "one")]

    @Test("Each step of a request is told, and a connection without one is no request")
    func stages() {
        let server = TestServer { _ in .text("hello") }
        let peer = Peer(to: server.path)
        peer.request(get)
        #expect(peer.answer().text == "hello")
        Peer(to: server.path).close()
        let last = Peer(to: server.path)
        last.request(get)
        _ = last.answer()
        server.stop()
        let request: [Server.Stage] = [.reading, .answering(requestID: "one"), .writing, .waiting(answered: true)]
        #expect(
            server.stages == [.waiting(answered: false)] + request + [.reading, .waiting(answered: false)] + request)
    }

    @Test("A refused request is read and answered, but never worked on")
    func refused() {
        let server = TestServer { _ in .text("hello") }
        let peer = Peer(to: server.path)
        peer.request([("REQUEST_METHOD", "GET")])
        #expect(peer.answer().text.hasPrefix("refused 400"))
        server.stop()
        #expect(server.stages == [.waiting(answered: false), .reading, .writing, .waiting(answered: true)])
    }

    @Test("A server that shall not go on ends after its answer, and leaves the next connection to others")
    func enough() {
        let server = TestServer(answers: 2) { _ in .text("hello") }
        for _ in 0..<2 {
            let peer = Peer(to: server.path)
            peer.request(get)
            #expect(peer.answer().text == "hello")
        }
        server.join()
        #expect(server.error == nil)
        let next = Peer(to: server.path)
        next.request(get)
        let other = TestServer(sharing: server) { _ in .text("other") }
        #expect(next.answer().text == "other")
        other.stop()
    }
}
