import FastCGI
import Glibc
import HTTP
import Testing

@Suite(.serialized) struct StoppingTests {
    private let seen = Seen()

    @Test(
        "A signal to stop that comes with a request in hand waits for its answer",
        arguments: [SIGTERM, SIGINT, SIGUSR1])
    func inHand(number: Int32) {
        let server = TestServer(seen.answer())
        let peer = Peer(to: server.path)
        let pairs = (post + [("CONTENT_LENGTH", "4")]).flatMap { Record.pair(Array($0.0.utf8), Array($0.1.utf8)) }
        peer.send(Record.begin() + Record.stream(Record.parameters, pairs) + Record.bytes(Record.input, [65, 66]))
        server.wait { $0.contains(.reading) }
        server.signal(number)
        peer.send(Record.stream(Record.input, [67, 68]))
        let answer = peer.answer()
        server.join()
        #expect(answer.status == "200 OK")
        #expect(answer.isComplete)
        #expect(seen.requests.first?.body == .bytes(Array("ABCD".utf8)))
        #expect(server.error == nil)
    }

    @Test("A signal that comes while the handler works waits for the answer")
    func inHandler() {
        let server = TestServer { _ in
            pthread_kill(pthread_self(), SIGTERM)
            return .text("still here")
        }
        let peer = Peer(to: server.path)
        peer.request(get)
        #expect(peer.answer().text == "still here")
        server.join()
        #expect(server.error == nil)
    }

    @Test("A waiting server stops at once, and one that has been told before it began to wait too")
    func idle() {
        let server = TestServer(seen.answer())
        server.signal(SIGTERM)
        server.join()
        #expect(server.error == nil)

        let other = TestServer(seen.answer())
        other.wait { $0.contains(.waiting(answered: false)) }
        other.signal(SIGINT)
        other.join()
        #expect(other.error == nil)
    }

    @Test("A peer that goes away before its answer is an event, and the next one is served")
    func vanished() {
        let large = [UInt8](repeating: 65, count: 4_000_000)
        let server = TestServer(limits: .init(stallSeconds: 20, lingerMilliseconds: 100)) { request in
            request.target == "/large" ? Response(body: large) : .text("hello")
        }
        for _ in 0..<3 {
            let gone = Peer(to: server.path)
            gone.request([("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/large"), ("REQUEST_ID", "gone")])
            gone.close()
        }
        let next = Peer(to: server.path)
        next.request(get)
        #expect(next.answer().text == "hello")
        server.stop()
        #expect(server.events == [Server.Event](repeating: .unanswered(requestID: "gone"), count: 3))
        #expect(server.error == nil)
    }

    @Test("A peer that does not read its answer does not hold the worker")
    func deaf() {
        let large = [UInt8](repeating: 65, count: 4_000_000)
        let server = TestServer(limits: .init(stallSeconds: 3)) { request in
            request.target == "/large" ? Response(body: large) : .text("hello")
        }
        let deaf = Peer(to: server.path)
        deaf.request([("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/large"), ("REQUEST_ID", "deaf")])
        let next = Peer(to: server.path)
        next.request(get)
        #expect(next.answer().text == "hello")
        server.stop()
        deaf.close()
        #expect(server.events == [.unanswered(requestID: "deaf")])
    }

    @Test("A descriptor that does not listen is an error")
    func notListening() {
        var pair: [Int32] = [-1, -1]
        #expect(pipe(&pair) == 0)
        var server = Server(descriptor: -1)
        #expect(throws: FastCGIError.system(call: "fcntl", code: EBADF)) { try server.run { _ in .text("") } }
        close(pair[1])
        server = Server(descriptor: pair[0])
        #expect(throws: FastCGIError.notListening) { try server.run { _ in .text("") } }
        close(pair[0])

        let broken = TestServer(seen.answer())
        broken.breakListener()
        broken.join()
        #expect(broken.error == .notListening)
    }

    @Test("Afterwards the signals are as they were before")
    func restored() {
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        var server = Server(descriptor: -1)
        #expect(throws: FastCGIError.self) { try server.run { _ in .text("") } }
        var after = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &after)
        #expect(sigismember(&before, SIGTERM) == sigismember(&after, SIGTERM))
        var action = sigaction()
        sigaction(SIGPIPE, nil, &action)
        #expect(unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1)
    }
}
