extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Whether it is fit to be a name: no control character, no line end, and nothing that turns the direction of the
    /// text after it (UAX #9: embeddings, overrides, isolates), which could make a page's words read as others.
    var isOneLine: Bool {
        !unicodeScalars.contains { scalar in
            switch scalar {
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{2028}", "\u{2029}": true
            default: scalar.properties.generalCategory == .control
            }
        }
    }

    /// Whether there is anything to see: not only white space and characters of no width.
    var isVisible: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned: false
            default: !scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    /// Whether every character may stand in an HTML page as it is (WHATWG HTML, "preprocessing the input stream"): no
    /// control character but tab and line feed, and no noncharacter.
    var isPlainText: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar == "\t" || scalar == "\n"
                || scalar.properties.generalCategory != .control && !scalar.properties.isNoncharacterCodePoint
        }
    }
}
