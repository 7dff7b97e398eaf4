import FastCGI
import FoundationEssentials
import Glibc
import HTTP
import Processes
import Synchronization
import TestSupport
import Testing

@testable import Nexus
@testable import Serving

/// nginx with a site of ours, on sockets in a directory of its own, before a worker that tells what it was told.
@Suite("nginx at work")
struct NginxAtWorkTests {
    private static let home = Home(path: Paths.absolute("\(#filePath)/../../.."))

    @Test("What is sent to a door arrives as that door has it: with its headers, and a file as a file")
    func doors() throws {
        let entries: [NginxEntries.Route] = [("/logo", "upload"), ("/payments", "webhook"), ("/api/{id}", "api")]
        try withSite(entries) { ask in
            let headers = "Cookie: c=1\r\nAuthorization: Bearer t\r\nStripe-Signature: s\r\nOrigin: https://o.example"
            for (path, told) in [
                ("/", "bytes 3 cookie=c=1 origin=https://o.example"), ("/payments", "bytes 3 stripe-signature=s"),
                ("/api/7", "bytes 3 authorization=Bearer t"), ("/logo", "file 3 cookie=c=1 origin=https://o.example"),
            ] {
                let answer = ask("POST \(path) HTTP/1.1", headers, [UInt8]("abc".utf8))
                #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("\r\n\(told)\n"), "\(path): \(answer)")
                #expect(ask("PUT \(path) HTTP/1.1", headers, []).hasPrefix("HTTP/1.1 405 "))
            }
            // More than nginx keeps in memory.
            let answer = ask("POST /logo HTTP/1.1", "X: y", [UInt8](repeating: 97, count: 900_000))
            #expect(answer.hasSuffix("\r\nfile 900000\n"), "\(answer)")
        }
    }

    @Test("Of what is no request, one in a hundred has a line in the log; of requests each")
    func sampled() throws {
        let long = String(repeating: "a", count: 40_000)
        try withSite([]) { ask in
            for (line, status) in [("GET / HTTP/9.9", "505"), ("G\u{1}T / HTTP/1.1", "400"), ("GET /\(long)", "414")] {
                for _ in 0..<100 { #expect(ask(line, "X: y", nil).hasPrefix("HTTP/1.1 \(status) ")) }
            }
            for _ in 0..<10 { #expect(ask("GET /counted HTTP/1.1", "X: y", nil).hasPrefix("HTTP/1.1 200 ")) }
        } then: { lines in
            #expect(lines.count { $0.contains("\"path\":\"/counted\"") } == 10)
            // Three in 300; 25 would be once in ten thousand million runs.
            #expect(lines.count < 10 + 25, "\(lines.count)")
        }
        try withSite([], isSecure: true) { ask in
            for _ in 0..<300 { #expect(ask("GET /a%0Ab HTTP/1.1", "X: y", nil).hasPrefix("HTTP/1.1 301 ")) }
        } then: { lines in
            #expect(lines.count < 25, "\(lines.count)")
        }
    }

    private typealias Ask = (_ line: String, _ headers: String, _ body: [UInt8]?) -> String

    /// - Parameters:
    ///   - isSecure: whether the socket is one for https; what is asked there is plain http all the same.
    ///   - body: is given what asks the store and gives the answer as it comes.
    ///   - read: is given the lines of the access log when nginx is gone.
    private func withSite(
        _ entries: [NginxEntries.Route], isSecure: Bool = false, _ body: (Ask) throws -> Void,
        then read: ([Substring]) -> Void = { _ in }
    ) throws {
        let path = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let directory = UpDirectory(path)
        try directory.make()
        let (front, socket) = ("\(directory.run)/front.sock", "\(directory.run)/worker.sock")
        let own = Certificate(directory)
        if isSecure { try own.make() }
        let site = NginxSite(
            home: Self.home, baseURL: BaseURL(localhost: 443), otherNames: [],
            door: isSecure
                ? .tls(["unix:\(front)"], http: [], .init(chain: own.certificate, key: own.key))
                : .behindTLS(["unix:\(front)"]),
            front: NginxFront(), socket: socket, probeSocket: nil, errorPages: directory.errorPages,
            accessLog: directory.log("access"), errorLog: directory.log("error"), strictTransportSeconds: 60,
            entries: entries, maker: "test")
        try ErrorPages.write(to: directory.errorPages)
        try Files.write(site.site(), to: "\(directory.nginx)/nexus.conf")
        try Files.write(
            site.wrapper(
                site: "\(directory.nginx)/nexus.conf", runDirectory: directory.run, user: Machine.isRoot ? "root" : nil),
            to: "\(directory.nginx)/nginx.conf")

        let worker = try EchoWorker(socket)
        defer { worker.stop() }
        let nginx = try Launch(UpTools().nginx, UpNginx.arguments(directory)).start()
        defer { nginx.stop(SIGTERM, patience: .seconds(10)) }
        for _ in 0..<3_000 where !UnixSocket.answers(front) { usleep(10_000) }
        try body { line, headers, body in
            let length = body.map { "Content-Length: \($0.count)\r\n" } ?? ""
            let head = "\(line)\r\nHost: localhost\r\nConnection: close\r\n\(headers)\r\n\(length)\r\n"
            return exchange(Array(head.utf8) + (body ?? []), over: front)
        }
        nginx.stop(SIGQUIT, patience: .seconds(10))
        read(try Files.contents(directory.log("access")).split(separator: "\n"))
    }

    /// Sends bytes and gives what comes back until the end, or twenty seconds of silence.
    private func exchange(_ bytes: [UInt8], over path: String) -> String {
        guard let connection = UnixSocket.connect(path) else { return "" }
        defer { close(connection) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        var (answer, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        while case let count = recv(connection, &chunk, chunk.count, 0), count > 0 { answer += chunk.prefix(count) }
        return String(decoding: answer, as: UTF8.self)
    }
}

/// A worker that answers with what it was told, on a thread of its own.
private final class EchoWorker: Sendable {
    private let path: String
    private let listener: UnixListener
    private let isOver = Mutex(false)
    private let thread = Mutex<pthread_t>(0)

    init(_ path: String) throws {
        self.path = path
        listener = try UnixListener(path, mode: 0o600)
        thread.withLock { thread in
            _ = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<EchoWorker>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, Unmanaged.passRetained(self).toOpaque())
        }
    }

    func stop() {
        isOver.withLock { $0 = true }
        // Whoever connects wakes it, so that it looks.
        _ = UnixSocket.answers(path)
        thread.withLock { _ = pthread_join($0, nil) }
    }

    private func run() {
        var server = Server(descriptor: listener.descriptor)
        try? server.run(while: { !self.isOver.withLock { $0 } }) { request in
            let body =
                switch request.body {
                case .bytes(let bytes): "bytes \(bytes.count)"
                case .file(let path): "file \(FileManager.default.contents(atPath: path)?.count ?? -1)"
                }
            let known = ["cookie", "authorization", "stripe-signature", "origin"]
            let told = known.compactMap { name in request.headers[name].map { " \(name)=\($0)" } }.joined()
            return .text("\(body)\(told)\n")
        }
    }
}
