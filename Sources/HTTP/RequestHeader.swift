/// The headers of a request that anything is decided by, each with the most bytes it has when it is meant well. Their
/// length and their bytes are looked at before the text is.
public enum RequestHeader: String, Sendable, CaseIterable {
    case contentType = "content-type"
    case origin
    case secFetchSite = "sec-fetch-site"

    /// In bytes.
    public var limit: Int {
        switch self {
        case .contentType: 256
        // A scheme, a name of 253 bytes (RFC 1035, 2.3.4) and a port.
        case .origin: 300
        case .secFetchSite: 32
        }
    }
}

extension Request {
    /// The header's value; nil when it was not sent.
    ///
    /// - Throws: `BadRequest` when it is longer than its limit, or holds anything but printable ASCII (RFC 9110, 5.5).
    public func header(_ header: RequestHeader) throws(BadRequest) -> String? {
        guard let value = headers[header.rawValue] else { return nil }
        guard value.utf8.count <= header.limit, Text.hasOnly(value, { (0x20..<0x7F).contains($0) }) else {
            throw BadRequest(.malformedHeader)
        }
        return value
    }
}
