import FastCGI
import Glibc
import HTTP
import Synchronization

/// A server on a thread of its own, on a socket in a directory of its own.
final class TestServer: Sendable {
    let path: String
    private let listener: Int32
    private let limits: Server.Limits
    private let handle: @Sendable (Request) -> Response
    private let thread = Mutex<pthread_t>(0)
    private let happened = Mutex<[Server.Event]>([])
    private let failure = Mutex<FastCGIError?>(nil)
    private let steps = Mutex<[Server.Stage]>([])
    private let answers: Int

    /// - Parameters:
    ///   - answers: After how many it ends by itself.
    ///   - sharing: Another server whose socket this one serves too.
    init(
        limits: Server.Limits = .init(stallSeconds: 5, lingerMilliseconds: 500),
        answers: Int = .max,
        sharing other: TestServer? = nil,
        _ handle: @escaping @Sendable (Request) -> Response
    ) {
        self.limits = limits
        self.handle = handle
        self.answers = answers
        if let other {
            path = other.path
            listener = other.listener
        } else {
            var template = Array("/tmp/nexus-fastcgi-XXXXXX".utf8CString)
            path = (mkdtemp(&template).map { String(cString: $0) } ?? "/tmp") + "/socket"
            let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            _ = UnixAddress.with(path) { bind(socket, $0, $1) }
            listen(socket, 64)
            listener = socket
        }
        start()
    }

    var events: [Server.Event] { happened.withLock { $0 } }
    var stages: [Server.Stage] { steps.withLock { $0 } }

    /// Waits until the server has come this far; gives up after a minute, so that a test fails and does not hang.
    func wait(until hasCome: ([Server.Stage]) -> Bool) {
        for _ in 0..<12_000 where !hasCome(stages) { usleep(5_000) }
    }

    var error: FastCGIError? { failure.withLock { $0 } }

    /// Sends the signal to the server's thread alone, since the test has the same process.
    func signal(_ number: Int32) {
        thread.withLock { _ = pthread_kill($0, number) }
    }

    /// Waits until `run` has returned.
    func join() {
        thread.withLock { _ = pthread_join($0, nil) }
    }

    func stop() {
        signal(SIGTERM)
        join()
        close(listener)
    }

    /// Closes the socket under the server.
    func breakListener() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func start() {
        // A signal that comes before the server blocks it must wait for it; threads inherit what is blocked.
        var signals = sigset_t()
        var before = sigset_t()
        sigemptyset(&signals)
        for number in [SIGTERM, SIGINT, SIGUSR1] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, &before)
        thread.withLock { thread in
            let context = Unmanaged.passRetained(self).toOpaque()
            _ = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<TestServer>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    private func run() {
        var server = Server(
            descriptor: listener, limits: limits,
            refusal: { status, id in .text("refused \(status.code) \(id)", status: status) },
            report: { event in self.happened.withLock { $0.append(event) } },
            watch: { stage in self.steps.withLock { $0.append(stage) } }
        )
        do {
            try server.run(
                while: { self.stages.count { $0 == .waiting(answered: true) } < answers }, handle)
        } catch {
            failure.withLock { $0 = error }
        }
    }
}
