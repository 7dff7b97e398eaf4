internal import HTTP

/// An answer as a FastCGI responder sends it: the document of CGI (RFC 3875, 6), which the web server makes HTTP of, in
/// the records of FastCGI (specification, 3.3).
///
/// They are made here and not by libfcgi, which writes eight kilobytes at a time and gives up when a signal comes in
/// between: this is one write for a page, and one that can be taken up again.
enum Answer {
    /// The most of a stream that fits in one record and needs no padding: eight bytes short of 64 KiB.
    private static let recordSize = 65_528

    private enum RecordType: UInt8 {
        case endRequest = 3
        case output = 6
    }

    /// Those the server writes itself; whatever a handler says about them is left out.
    private static let own = ["status", "content-length", "transfer-encoding", "connection"]

    /// All that is sent: the document, the end of its stream, and the end of the request.
    static func records(of response: Response, to method: Method, requestID: UInt16) -> [UInt8] {
        // Nothing follows the head after `HEAD`, or of 204.
        let body = method == .head || response.status == .noContent ? [] : response.body
        let document = head(of: response) + body
        var records: [UInt8] = []
        records.reserveCapacity(document.count + 8 * (4 + document.count / recordSize))
        var rest = document[...]
        while !rest.isEmpty {
            let piece = rest.prefix(recordSize)
            add(.output, piece.count, requestID, to: &records)
            records += piece
            rest = rest.dropFirst(piece.count)
        }
        add(.output, 0, requestID, to: &records)
        add(.endRequest, 8, requestID, to: &records)
        // Status 0 of the application, and FCGI_REQUEST_COMPLETE (specification, 5.5).
        records += [0, 0, 0, 0, 0, 0, 0, 0]
        return records
    }

    /// Status, headers, the length of the body, and the blank line. Names are tokens and values hold no control
    /// characters by their types, so nothing in them can end a line.
    private static func head(of response: Response) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(512)
        head += "Status: \(response.status.code) \(response.status.reason)\r\n".utf8
        for field in response.headers.fields where !isOwn(field.name) {
            head += field.name.utf8
            head += ": ".utf8
            head += field.value.text.utf8
            head += "\r\n".utf8
        }
        if response.status != .noContent { head += "Content-Length: \(response.body.count)\r\n".utf8 }
        head += "\r\n".utf8
        return head
    }

    private static func isOwn(_ name: String) -> Bool {
        own.contains { $0.utf8.count == name.utf8.count && $0 == name.lowercased() }
    }

    /// The eight bytes before the content of a record; `count` is at most `recordSize`.
    private static func add(_ type: RecordType, _ count: Int, _ requestID: UInt16, to records: inout [UInt8]) {
        let count = UInt16(clamping: count)
        for byte in [1, type.rawValue, high(requestID), low(requestID), high(count), low(count), 0, 0] {
            records.append(byte)
        }
    }

    private static func high(_ number: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: number >> 8) }
    private static func low(_ number: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: number) }
}
