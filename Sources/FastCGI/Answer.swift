internal import HTTP

/// An answer as a FastCGI responder writes it: the document of CGI (RFC 3875, 6), which the web server makes HTTP of.
enum Answer {
    /// Those the server writes itself; whatever a handler says about them is left out.
    private static let own = ["status", "content-length", "transfer-encoding", "connection"]

    /// Status, headers, the length of the body, and the blank line. Names are tokens and values hold no control
    /// characters by their types, so nothing in them can end a line.
    static func head(of response: Response) -> [UInt8] {
        var text = "Status: \(response.status.code) \(response.status.reason)\r\n"
        for field in response.headers.fields where !own.contains(field.name.lowercased()) {
            text += "\(field.name): \(field.value.text)\r\n"
        }
        if response.status != .noContent { text += "Content-Length: \(response.body.count)\r\n" }
        return Array("\(text)\r\n".utf8)
    }

    /// What follows the head: nothing after `HEAD` or a status that has no body.
    static func body(of response: Response, to method: Method) -> [UInt8] {
        method == .head || response.status == .noContent ? [] : response.body
    }
}
