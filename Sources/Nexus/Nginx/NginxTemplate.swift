import Processes

/// A file of nginx's configuration with names such as `${CAPITALS}` to be filled in.
struct NginxTemplate {
    /// What a name stands for: a value for each row of a list, or several of them by column.
    typealias Rows = [[String: String]]

    private let text: String

    init(_ text: String) { self.text = text }

    /// The text with its names filled in. A line with a name of several rows is repeated, once for each; a line with a name
    /// of none is left out. `${NAME.COLUMN}` is a column of a row, and all columns of a name on a line are of the same row.
    /// Comments stay as they are, and so do nginx's own variables: those have small letters.
    ///
    /// - Throws: `CommandFailure` for a name without an entry, or a value that nginx would read as more than a word.
    func filled(_ values: [String: Rows]) throws(CommandFailure) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("#") {
                lines.append(String(line))
            } else {
                lines += try fill(String(line), values)
            }
        }
        return lines.joined(separator: "\n")
    }

    private func fill(_ line: String, _ values: [String: Rows]) throws(CommandFailure) -> [String] {
        guard let match = line.firstMatch(of: /\$\{([A-Z][A-Z0-9_]*)[.}]/) else { return [line] }
        let name = String(match.1)
        guard let rows = values[name] else {
            throw CommandFailure("nginx's configuration asks for an unknown \(name)")
        }
        var filled: [String] = []
        for row in rows {
            var text = line
            for (column, value) in row {
                guard Self.isPlain(value) else {
                    throw CommandFailure("nginx's configuration cannot hold this as \(name): \(value)")
                }
                text = text.replacing(column.isEmpty ? "${\(name)}" : "${\(name).\(column)}", with: value)
            }
            guard !text.contains("${\(name)}"), !text.contains("${\(name).") else {
                throw CommandFailure("nginx's configuration asks for an unknown column of \(name)")
            }
            filled += try fill(text, values)
        }
        return filled
    }

    /// No quotation marks, backslashes, variables, or anything that ends a directive.
    private static func isPlain(_ value: String) -> Bool {
        let special = "\"'\\${};#\u{7f}".unicodeScalars
        return !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && !special.contains($0) }
    }
}

extension [[String: String]] {
    /// One row for each value, under the name alone.
    static func list(_ values: [String]) -> Self { values.map { ["": $0] } }
}
