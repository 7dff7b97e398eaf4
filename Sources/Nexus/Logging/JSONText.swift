import Logging

/// JSON as RFC 8259 has it, on one line and harmless in a terminal.
enum JSONText {
    /// The string in quotation marks. Controls, also those of a terminal, and the line separators U+2028 and U+2029 are
    /// written as `\u…`: whoever gets text into the log cannot end a line or start a forged one.
    static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\r": json += "\\r"
            case "\t": json += "\\t"
            case "\0"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }

    static func value(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .stringConvertible(let thing): quoted(thing.description)
        case .array(let values): "[\(values.map(Self.value).joined(separator: ","))]"
        case .dictionary(let pairs):
            "{\(pairs.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(Self.value($0.value))" }.joined(separator: ","))}"
        }
    }
}
