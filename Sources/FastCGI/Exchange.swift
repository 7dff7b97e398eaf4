internal import CFastCGI
internal import Glibc
internal import HTTP

/// One connection and the one request on it. Everything of libfcgi's is copied out of here as values; no pointer leaves.
///
/// A connection ends with its request, also if the web server asked to keep it (FCGI_KEEP_CONN): bytes left over from one
/// request can then never be read as the next one.
struct Exchange: ~Copyable {
    private static let responder: Int32 = 1

    private let connection: Int32
    /// On the heap, because libfcgi's streams point back at it.
    private let request: UnsafeMutablePointer<FCGX_Request>
    private var isDrained = false

    /// Reads the beginning of a request from `connection`, which it owns from here on and whose reads have a time limit.
    ///
    /// libfcgi is made to read from a connection that it did not accept: FCGX_Accept_r skips accepting when there is a
    /// descriptor in `ipcFd`, and leaves that open at its start when `keepConnection` is set (libfcgi 2.4.2). If the
    /// connection fails it, it closes it and goes on to accept another; the listener -1 makes that fail at once.
    /// `detached` spares us up to two seconds of waiting in that close.
    ///
    /// - Throws: `FastCGIError.library` when no request could be read; the connection is closed then.
    init(connection: Int32) throws(FastCGIError) {
        let request = UnsafeMutablePointer<FCGX_Request>.allocate(capacity: 1)
        FCGX_InitRequest(request, -1, Int32(FCGI_FAIL_ACCEPT_ON_INTR))
        request.pointee.ipcFd = connection
        request.pointee.keepConnection = 1
        request.pointee.detached = 1
        let code = FCGX_Accept_r(request)
        guard code == 0 else {
            request.deallocate()
            throw .library(code: code)
        }
        // FCGX_Accept_r takes parameters that broke off between two pairs for complete ones; only the stream knows.
        let fault = FCGX_GetError(request.pointee.in)
        guard fault == 0 else {
            FCGX_Free(request, 0)
            close(connection)
            request.deallocate()
            throw .library(code: fault)
        }
        self.connection = connection
        self.request = request
    }

    var isResponder: Bool { request.pointee.role == Exchange.responder }

    /// The request's parameters, copied.
    func parameters(limit: Int) -> Parameters {
        var parameters = Parameters(limit: limit)
        guard var entry = request.pointee.envp else { return parameters }
        while let text = entry.pointee {
            text.withMemoryRebound(to: UInt8.self, capacity: strlen(text)) { bytes in
                parameters.add(UnsafeBufferPointer(start: bytes, count: strlen(text)))
            }
            entry += 1
        }
        return parameters
    }

    /// The body, which must have exactly `length` bytes.
    ///
    /// - Throws: `BadRequest` when it is shorter or longer, or the peer fell silent or went away in between.
    mutating func body(length: Int) throws(BadRequest) -> [UInt8] {
        let body = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = buffer.withMemoryRebound(to: CChar.self) { read(into: $0) }
        }
        guard body.count == length, isAtEnd() else { throw BadRequest(.incompleteBody) }
        isDrained = true
        return body
    }

    /// How many bytes came, at most as many as there is room for.
    private func read(into buffer: UnsafeMutableBufferPointer<CChar>) -> Int {
        let input = request.pointee.in
        var rest = buffer[...]
        while let start = UnsafeMutableBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let wanted = Int32(clamping: rest.count)
            let count = FCGX_GetStr(start, wanted, input)
            rest = rest.dropFirst(Int(max(0, count)))
            guard count == wanted || resume() else { break }
        }
        return buffer.count - rest.count
    }

    /// Whether the body ends here, and as it should.
    private func isAtEnd() -> Bool {
        repeat {
            guard FCGX_GetChar(request.pointee.in) == EOF else { return false }
        } while resume()
        return FCGX_GetError(request.pointee.in) == 0
    }

    /// Opens the body's stream again when it was a signal that ended a read: a stop and its continuation do so when reads
    /// have a time limit (signal(7)). FCGX_ClearError alone would leave the stream closed.
    ///
    /// Only where nothing is lost: amid a record's header or padding libfcgi has forgotten what it took of it, and its
    /// place in the buffer (`rdNext`) is beyond what it has handed out (`stop`). That stays an error.
    private func resume() -> Bool {
        guard let input = request.pointee.in, FCGX_GetError(input) == EINTR,
            input.pointee.rdNext == input.pointee.stop
        else { return false }
        FCGX_ClearError(input)
        input.pointee.isClosed = 0
        return true
    }

    /// Sends the answer and ends the connection. Answers false when the peer did not take all of it.
    consuming func answer(_ response: Response, to method: Method, _ limits: Server.Limits) -> Bool {
        let peer = Peer(descriptor: connection)
        let id = UInt16(truncatingIfNeeded: request.pointee.requestId)
        let records = Answer.records(of: response, to: method, requestID: id)
        let isWritten = peer.send(records, stall: limits.stallMilliseconds)
        if isWritten && !isDrained { peer.linger(milliseconds: limits.lingerMilliseconds) }
        return isWritten
    }

    deinit {
        FCGX_Free(request, 0)
        close(connection)
        request.deallocate()
    }
}
