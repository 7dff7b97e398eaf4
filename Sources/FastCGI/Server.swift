internal import Glibc
public import HTTP

/// A FastCGI responder: takes one request after the other from a listening socket, in the calling thread.
///
/// The socket is opened outside and handed in as descriptor 0, as spawn-fcgi and systemd do and the FastCGI specification
/// (2.2) has it. Several processes may serve the same socket.
public struct Server {
    /// Makes the answer to a request that is refused before the handler sees it.
    public typealias RefusalPage = (_ status: Status, _ requestID: String) -> Response

    private let descriptor: Int32
    private let limits: Limits
    private let refusal: RefusalPage
    private let report: (Event) -> Void
    private let watch: (Stage) -> Void

    /// - Parameters:
    ///   - descriptor: The listening socket; it stays open.
    ///   - refusal: Gives early refusals the look of the store; the default is a line of plain text.
    ///   - report: Told of events that no handler sees.
    ///   - watch: Told at each step how far the loop is; it is called four times for each request, so it must be quick.
    public init(
        descriptor: Int32 = 0,
        limits: Limits = .standard,
        refusal: @escaping RefusalPage = { status, _ in .text("\(status.code) \(status.reason)\n", status: status) },
        report: @escaping (Event) -> Void = { _ in },
        watch: @escaping (Stage) -> Void = { _ in }
    ) {
        self.descriptor = descriptor
        self.limits = limits
        self.refusal = refusal
        self.report = report
        self.watch = watch
    }

    /// Answers requests with `handle` until SIGTERM, SIGINT or SIGUSR1 arrives; the request in hand is answered first.
    /// After each answer, and before the first, `shall` is asked whether to take another.
    ///
    /// `handle` gets complete requests only. SIGPIPE is ignored in the process from here on; the three signals are
    /// blocked for this thread until `run` returns.
    ///
    /// - Throws: `FastCGIError` when the socket is none that can be served, or the system is out of means. Peers that
    ///   send nonsense, fall silent or go away are events.
    public mutating func run(
        while shall: () -> Bool = { true }, _ handle: (Request) -> Response
    ) throws(FastCGIError) {
        try Library.start()
        let signals = try StopSignals()
        let listener = try Listener(descriptor)
        watch(.waiting(answered: false))
        while shall(), try listener.wait(signals) == .connection {
            guard let connection = try listener.accept(stallSeconds: limits.stallSeconds) else { continue }
            watch(.reading)
            let hadRequest = serve(connection, handle)
            watch(.waiting(answered: hadRequest))
        }
    }

    /// Answers false when the connection brought no request.
    private func serve(_ connection: Int32, _ handle: (Request) -> Response) -> Bool {
        let receivedAt = Clock.now()
        // With the beginning of the request there, which is nearly always all of its parameters, no signal cuts libfcgi's
        // first read short.
        guard Peer(descriptor: connection).waitToRead(milliseconds: limits.stallMilliseconds) else {
            close(connection)
            report(.unreadable(code: ETIMEDOUT))
            return false
        }
        var exchange: Exchange
        do {
            exchange = try Exchange(connection: connection)
        } catch {
            if case .library(let code) = error { report(.unreadable(code: code)) }
            return false
        }

        let parameters = exchange.parameters(limit: limits.parameterBytes)
        let id = Request.validOrFreshID(parameters.requestID)
        let response: Response
        do {
            let request = try request(parameters, id, &exchange, receivedAt)
            watch(.answering(requestID: id))
            response = handle(request)
        } catch {
            report(.refused(error.status, reason: error.reason, requestID: id))
            response = refusal(error.status, id)
        }
        watch(.writing)
        if !exchange.answer(response, to: parameters.method, limits) {
            report(.unanswered(requestID: id))
        }
        return true
    }

    /// The whole request, its body read to the end. Of a body that nginx has put into a file nothing comes here, and its
    /// length is the file's.
    private func request(
        _ parameters: Parameters,
        _ id: String,
        _ exchange: inout Exchange,
        _ receivedAt: Int64
    ) throws(Refusal) -> Request {
        guard exchange.isResponder else { throw .notAResponder }
        do {
            try parameters.check()
            let length = try parameters.bodyFile == nil ? parameters.bodyLength(limit: limits.bodyBytes) : 0
            let bytes = try exchange.body(length: length)
            return try parameters.request(
                id: id, body: parameters.bodyFile.map { .file(path: $0) } ?? .bytes(bytes), receivedAt: receivedAt)
        } catch {
            throw Refusal(error)
        }
    }
}
