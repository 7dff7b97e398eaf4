import Glibc

/// The web server's side of one connection.
struct Peer {
    /// What came back, up to the end of the connection.
    struct Answer {
        var head: [String] = []
        var body: [UInt8] = []
        /// Whether the end-of-request record came.
        var isComplete = false

        var status: String? { self["Status"] }
        var text: String { String(decoding: body, as: UTF8.self) }

        subscript(_ name: String) -> String? {
            head.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.utf8.count + 2)) }
        }
    }

    private let socket: Int32

    init(to path: String) {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        _ = UnixAddress.with(path) { connect(socket, $0, $1) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Sends the bytes; a peer that has closed is no error, as it is none for a web server.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// A whole request in one go.
    func request(
        _ parameters: [(String, String)],
        body: [UInt8] = [],
        recordSize: Int = 32_768,
        role: UInt8 = 1,
        keep: Bool = false
    ) {
        let pairs = parameters.flatMap { Record.pair(Array($0.0.utf8), Array($0.1.utf8)) }
        send(
            Record.begin(role: role, keep: keep) + Record.stream(Record.parameters, pairs)
                + Record.stream(Record.input, body, size: recordSize))
    }

    /// Reads to the end of the connection, then closes.
    func answer() -> Answer {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            received += chunk[..<count]
        }
        close()
        return Peer.parse(received)
    }

    func close() {
        _ = Glibc.close(socket)
    }

    private static func parse(_ received: [UInt8]) -> Answer {
        var answer = Answer()
        var document: [UInt8] = []
        var rest = received[...]
        while rest.count >= 8 {
            let header = Array(rest.prefix(8))
            let count = Int(header[4]) << 8 | Int(header[5])
            let content = rest.dropFirst(8).prefix(count)
            if header[1] == Record.output { document += content }
            if header[1] == Record.end { answer.isComplete = true }
            rest = rest.dropFirst(8 + count + Int(header[6]))
        }
        let blank = Array("\r\n\r\n".utf8)
        guard document.count >= 4,
            let end = (0...document.count - 4).first(where: { document[$0..<$0 + 4].elementsEqual(blank) })
        else { return answer }
        answer.head = String(decoding: document[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
        answer.body = Array(document[(end + 4)...])
        return answer
    }
}
