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

    /// Reads the beginning of a request from `connection`, which it owns from here on.
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
        let input = request.pointee.in
        let body = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress, let wanted = Int32(exactly: length), wanted > 0 else {
                    return 0
                }
                return Int(max(0, FCGX_GetStr(start, wanted, input)))
            }
        }
        guard body.count == length, FCGX_GetChar(input) == EOF, FCGX_GetError(input) == 0 else {
            throw BadRequest(.incompleteBody)
        }
        isDrained = true
        return body
    }

    /// Writes the answer and ends the connection. Answers false when the peer did not take all of it.
    consuming func answer(_ response: Response, to method: Method, linger milliseconds: Int) -> Bool {
        let isWritten =
            write(Answer.head(of: response)) && write(Answer.body(of: response, to: method))
            // The error stream first: the last one to close writes the end of the request.
            && FCGX_FClose(request.pointee.err) == 0 && FCGX_FClose(request.pointee.out) == 0
        if isWritten && !isDrained { Linger.on(connection, milliseconds: milliseconds) }
        return isWritten
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return true }
        guard let count = Int32(exactly: bytes.count) else { return false }
        return bytes.withUnsafeBytes { buffer in
            FCGX_PutStr(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), count, request.pointee.out) == count
        }
    }

    deinit {
        FCGX_Free(request, 0)
        close(connection)
        request.deallocate()
    }
}
