/// The type that a `Content-Type` header names (RFC 9110, 8.3.1).
enum MediaType {
    /// Whether the header announces a form in UTF-8, the only coding of forms there is (WHATWG HTML, 4.10.21.7).
    static func isForm(_ header: String) -> Bool {
        // As browsers write it.
        if header == "application/x-www-form-urlencoded" { return true }
        let parts = header.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard let type = parts.first, Text.equalIgnoringCase(type, "application/x-www-form-urlencoded") else {
            return false
        }
        for parameter in parts.dropFirst() {
            guard let sign = parameter.firstIndex(of: "=") else { continue }
            guard Text.equalIgnoringCase(parameter[..<sign], "charset") else { continue }
            let charset = parameter[parameter.index(after: sign)...]
            guard Text.equalIgnoringCase(charset, "utf-8") || Text.equalIgnoringCase(charset, "\"utf-8\"") else {
                return false
            }
        }
        return true
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
