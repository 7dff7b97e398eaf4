import FastCGI
import Glibc
import HTTP
import Testing

@Suite(.serialized) struct RefusalTests {
    private let seen = Seen()

    /// Sends one request that must not reach the handler, then one that must.
    private func refused(
        limits: Server.Limits = .init(stallSeconds: 20, lingerMilliseconds: 300), _ send: (Peer) -> Void
    ) -> (answer: Peer.Answer, events: [Server.Event]) {
        let server = TestServer(limits: limits, seen.answer())
        let bad = Peer(to: server.path)
        send(bad)
        let answer = bad.answer()
        #expect(seen.requests.isEmpty)
        let good = Peer(to: server.path)
        good.request(get)
        #expect(good.answer().status == "200 OK")
        server.stop()
        #expect(seen.requests.count == 1)
        #expect(server.error == nil)
        return (answer, server.events)
    }

    @Test(
        "A body shorter or longer than announced never reaches the handler",
        arguments: [
            ("10", 9), ("10", 0), ("10", 11), ("0", 1), ("", 1), ("100000", 99_999), ("100000", 100_001),
        ])
    func wrongLength(announced: String, sent: Int) {
        let result = refused { peer in
            peer.request(
                post + [("CONTENT_LENGTH", announced), ("REQUEST_ID", "r1")], body: [UInt8](repeating: 65, count: sent))
        }
        #expect(result.answer.status == "400 Bad Request")
        #expect(result.answer.text == "refused 400 r1")
        #expect(result.answer.isComplete)
        #expect(result.events == [.refused(.badRequest, reason: "incompleteBody", requestID: "r1")])
    }

    @Test("A body over the limit is refused with 413, whether it is all sent or not", arguments: [0, 2 * 1024 * 1024])
    func tooLarge(sent: Int) {
        let result = refused { peer in
            peer.request(
                post + [("CONTENT_LENGTH", "\(2 * 1024 * 1024)")], body: [UInt8](repeating: 65, count: sent))
        }
        #expect(result.answer.status == "413 Content Too Large")
    }

    @Test("A body at the limit is taken, one byte more is not")
    func atTheLimit() {
        let server = TestServer(limits: .init(bodyBytes: 1000), seen.answer())
        for (count, status) in [(1000, "200 OK"), (1001, "413 Content Too Large")] {
            let peer = Peer(to: server.path)
            peer.request(post + [("CONTENT_LENGTH", "\(count)")], body: [UInt8](repeating: 65, count: count))
            #expect(peer.answer().status == status)
        }
        server.stop()
    }

    @Test(
        "A length that is no decimal number is refused",
        arguments: [
            "-1", "+5", " 5", "5 ", "0x5", "1e1", "5,5", "５", "99999999999999999999", "five",
        ])
    func strangeLength(text: String) {
        let result = refused { peer in
            peer.request(post + [("CONTENT_LENGTH", text)], body: Array("12345".utf8))
        }
        #expect(["400 Bad Request", "413 Content Too Large"].contains(result.answer.status))
    }

    @Test("More than 64 KiB of parameters are refused with 431")
    func parameters() {
        let one = refused {
            $0.request(get + [("HTTP_X", String(repeating: "a", count: 66_000)), ("REQUEST_ID", "r2")])
        }
        #expect(one.answer.text == "refused 431 r2")
    }

    @Test("Ten thousand parameters are refused with 431")
    func manyParameters() {
        let many = refused { $0.request(get + (0..<10_000).map { ("HTTP_X_\($0)", "1") }) }
        #expect(many.answer.status == "431 Request Header Fields Too Large")
    }

    @Test(
        "Parameters with control characters or broken UTF-8 are refused",
        arguments: [
            ("HTTP_X", [0x61, 0x0D, 0x0A, 0x62]), ("HTTP_X", [0x0A]), ("HTTP_X", [0x1B]), ("HTTP_X", [0x7F]),
            ("HTTP_X", [0xC3, 0x28]),
            ("HTTP_X", [0xC0, 0xAF]), ("HTTP_X", [0xED, 0xA0, 0x80]), ("REMOTE_ADDR", [0xFF]),
            ("HTTP_\u{7F}é\n", [0x0A]), ("CONTENT_TYPE", [0x0D]),
        ] as [(String, [UInt8])])
    func badBytes(name: String, value: [UInt8]) {
        let result = refused { peer in
            let pairs =
                (get.map { Record.pair(Array($0.0.utf8), Array($0.1.utf8)) } + [Record.pair(Array(name.utf8), value)])
            peer.send(
                Record.begin() + Record.stream(Record.parameters, pairs.flatMap { $0 })
                    + Record.stream(Record.input, []))
        }
        #expect(result.answer.status == "400 Bad Request")
    }

    @Test(
        "A request without a method or a target, or with two of one, is refused",
        arguments: [
            [("REQUEST_METHOD", "GET")], [("REQUEST_URI", "/")], [], [("REQUEST_METHOD", "G T"), ("REQUEST_URI", "/")],
            [("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/"), ("REQUEST_URI", "/admin")],
            [("REQUEST_METHOD", "GET"), ("REQUEST_METHOD", "POST"), ("REQUEST_URI", "/")],
        ])
    func incomplete(parameters: [(String, String)]) {
        #expect(refused { $0.request(parameters) }.answer.status == "400 Bad Request")
    }

    @Test("Another role than that of a responder is refused", arguments: [2, 3] as [UInt8])
    func roles(role: UInt8) {
        #expect(refused { $0.request(get, role: role) }.answer.status == "501 Not Implemented")
    }

    @Test(
        "Nonsense ends its own connection only",
        arguments: [
            [], [1], Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 0xFF, count: 100_000),
            [UInt8](repeating: 0, count: 16),
            Record.begin(role: 9), Record.bytes(Record.begin, [0]),
            Record.begin() + Record.bytes(Record.parameters, [200, 1]),
            Record.begin() + Record.bytes(Record.parameters, [0x84, 0, 0, 0]) + Record.bytes(Record.parameters),
            Record.begin() + Record.bytes(Record.parameters, [5, 5, 65]) + Record.bytes(Record.parameters),
            Record.begin() + Record.bytes(Record.input, [1]), Record.bytes(Record.input),
        ] as [[UInt8]])
    func nonsense(bytes: [UInt8]) {
        let server = TestServer(limits: .init(stallSeconds: 20, lingerMilliseconds: 100), seen.answer())
        let bad = Peer(to: server.path)
        bad.send(bytes)
        bad.close()
        let good = Peer(to: server.path)
        good.request(get)
        #expect(good.answer().status == "200 OK")
        server.stop()
        #expect(server.events.count == 1)
        #expect(server.error == nil)
        if case .unreadable? = server.events.first {} else { Issue.record("\(server.events)") }
    }

    @Test("Parameters that break off between two of them are not taken for all of them")
    func brokenParameters() {
        let server = TestServer(limits: .init(stallSeconds: 1, lingerMilliseconds: 100), seen.answer())
        let pairs = get.flatMap { Record.pair(Array($0.0.utf8), Array($0.1.utf8)) }
        for rest in [[], Record.stream(Record.input, []), Record.bytes(Record.abort)] {
            let peer = Peer(to: server.path)
            peer.send(Record.begin() + Record.bytes(Record.parameters, pairs) + rest)
            #expect(!peer.answer().isComplete)
        }
        server.stop()
        #expect(seen.requests.isEmpty)
        #expect(server.events.count == 3)
    }

    @Test("A request that its web server gives up in the middle of the body never reaches the handler")
    func aborted() {
        let pairs = (post + [("CONTENT_LENGTH", "5")]).flatMap { Record.pair(Array($0.0.utf8), Array($0.1.utf8)) }
        let beginning = Record.begin() + Record.stream(Record.parameters, pairs) + Record.bytes(Record.input, [65, 66])
        #expect(refused { $0.send(beginning + Record.bytes(Record.abort)) }.answer.status == "400 Bad Request")
    }

    @Test(
        "A peer that falls silent does not hold the worker",
        arguments: [
            [], Record.begin(), Record.begin() + Record.bytes(Record.parameters, [14, 3]),
            Record.begin()
                + Record.stream(Record.parameters, get.flatMap { Record.pair(Array($0.0.utf8), Array($0.1.utf8)) }),
        ] as [[UInt8]])
    func silent(beginning: [UInt8]) {
        let server = TestServer(limits: .init(stallSeconds: 1, lingerMilliseconds: 100), seen.answer())
        let silent = Peer(to: server.path)
        silent.send(beginning)
        let good = Peer(to: server.path)
        good.request(get)
        #expect(good.answer().status == "200 OK")
        server.stop()
        silent.close()
        #expect(seen.requests.count == 1)
    }

    @Test("What follows a request on its connection is never run, not even when the connection was to be kept")
    func smuggling() {
        let forged =
            Record.begin()
            + Record.stream(Record.parameters, Record.pair(Array("REQUEST_URI".utf8), Array("/forged".utf8)))
            + Record.bytes(Record.input)
        let server = TestServer(
            limits: .init(bodyBytes: 4_096, stallSeconds: 20, lingerMilliseconds: 200), seen.answer())
        for padding in [0, 1, 1_000, 4_000, 8_176, 8_192, 9_000] {
            let body = [UInt8](repeating: 0, count: padding) + forged
            let peer = Peer(to: server.path)
            peer.request(post + [("CONTENT_LENGTH", "\(body.count)")], body: body, keep: true)
            #expect(peer.answer().isComplete)
            let pipelined = Peer(to: server.path)
            pipelined.request(get, keep: true)
            pipelined.send(forged)
            #expect(pipelined.answer().isComplete)
        }
        server.stop()
        #expect(!seen.requests.isEmpty)
        #expect(seen.requests.allSatisfy { $0.target == "/" })
    }
}
