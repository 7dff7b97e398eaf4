import Glibc
import TestSupport

/// A server that knows just enough of the protocol to take connections in and to settle or refuse their settings: for
/// what a real server does too seldom to be tested with.
struct ScriptedServer: ~Copyable {
    enum Part: Sendable {
        /// Accepts the settings and waits for the client to go.
        case settle
        /// Accepts the settings and hangs up.
        case hangUp
        /// Accepts the settings and a COPY, complains about it at once, and reads on only after a second.
        case complainOfCopy
        /// Refuses the settings, as when somebody cancels them, and waits for the client to go.
        case refuseSettings
    }

    private let folder = TemporaryFolder()
    private let listener: Int32

    /// What libpq connects to. It listens at once; nobody answers before `play`.
    var url: String { "host=\(folder.path) port=5432 user=x dbname=x" }

    init() {
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = "\(folder.path)/.s.PGSQL.5432"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 100) == 0 else { fatalError("no listener: errno \(errno)") }
    }

    deinit {
        close(listener)
    }

    /// Gives what `client` brings, while a server plays its parts on another thread.
    static func with(
        _ parts: [Part], _ client: @escaping @Sendable (_ url: String) -> [String]
    ) -> [String]? {
        let server = Shared(ScriptedServer())
        return atOnce(2) { index in
            if index == 1 { return client(server.value.url) }
            server.value.play(parts)
            return []
        }.last
    }

    private final class Shared<Value: ~Copyable & Sendable>: Sendable {
        let value: Value

        init(_ value: consuming Value) {
            self.value = value
        }
    }

    /// Takes those who have connected and were not served, and gives how many they are.
    func takeWaiting() -> Int {
        var count = 0
        var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, 0) == 1 {
            close(accept(listener, nil, nil))
            count += 1
        }
        return count
    }

    /// Serves one connection after the other, each by its part. Ends early when nobody connects for a minute.
    func play(_ parts: [Part]) {
        for part in parts {
            var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 60_000) == 1 else { return }
            let client = accept(listener, nil, nil)
            defer { close(client) }
            receive(from: client)
            send("R\0\0\0\u{8}\0\0\0\0Z\0\0\0\u{5}I", to: client)
            receive(from: client)
            if part == .refuseSettings {
                let fields = "SERROR\0C57014\0Mcanceling statement due to user request\0\0"
                send("E\0\0\0\(Character(UnicodeScalar(UInt8(fields.utf8.count + 4))))\(fields)", to: client)
            } else {
                send("C\0\0\0\u{8}SET\0", to: client)
            }
            send("Z\0\0\0\u{5}I", to: client)
            if part == .complainOfCopy {
                receive(from: client)
                send("G\0\0\0\u{7}\0\0\0E\0\0\0\u{1b}SERROR\0C22P02\0Mno row\0\0Z\0\0\0\u{5}I", to: client)
                usleep(1_000_000)
            }
            if part != .hangUp { while receive(from: client) > 0 {} }
        }
    }

    @discardableResult
    private func receive(from client: Int32) -> Int {
        var chunk = [UInt8](repeating: 0, count: 4096)
        return read(client, &chunk, chunk.count)
    }

    private func send(_ text: String, to client: Int32) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
