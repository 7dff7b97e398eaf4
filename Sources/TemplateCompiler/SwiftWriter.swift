/// The Swift file of one page as it grows: lines of code, with static text gathered into as few literals as possible.
struct SwiftWriter {
    private(set) var lines: [String] = []
    private var indentation = 0
    private var pendingText: [UInt8] = []
    /// Where templates lie; diagnostics of the Swift compiler point there. Nil when places name whole paths.
    private let folder: String?

    init(folder: String?) {
        self.folder = folder
    }

    /// Static text. It is written out before the next line of code that could show anything.
    mutating func text(_ bytes: some Sequence<UInt8>) {
        pendingText += bytes
    }

    /// Writes out the static text gathered so far.
    mutating func flush() {
        guard !pendingText.isEmpty else { return }
        line("html.literal(\(SwiftSpelling.literal(pendingText)))")
        pendingText = []
    }

    /// A line that has nothing to do with a place in a template.
    mutating func line(_ code: String) {
        lines.append(code.isEmpty ? "" : String(repeating: " ", count: indentation * 4) + code)
    }

    /// A line that opens a pair of braces.
    mutating func open(_ code: String) {
        line(code + " {")
        indentation += 1
    }

    mutating func close() {
        indentation -= 1
        line("}")
    }

    /// One arm of a `switch`; what follows stands further in, until `endCase`.
    mutating func openCase(_ code: String) {
        line(code + ":")
        indentation += 1
    }

    mutating func endCase() {
        indentation -= 1
    }

    /// Ends one pair of braces, whose static text must not leak out, and opens that of `else`.
    mutating func otherwise() {
        flush()
        indentation -= 1
        line("} else {")
        indentation += 1
    }

    /// A statement made of `before`, an `expression` from the template, and `after`. The expression is put where it
    /// stands in the template, line and column, so that the Swift compiler's messages point at the author's own text.
    mutating func statement(_ before: String, _ expression: SwiftExpression, _ after: String) {
        let place = expression.position
        if place.line > 1 {
            locate(line: place.line - 1, of: place.file)
            line(before)
            lines.append(Self.padded(expression) + after)
        } else {
            locate(line: 1, of: place.file)
            line(before + " " + expression.code + after)
        }
    }

    /// A line of code, all of it put where the author wrote a part of it.
    mutating func line(_ expression: SwiftExpression) {
        locate(line: expression.position.line, of: expression.position.file)
        lines.append(Self.padded(expression))
        line("#sourceLocation()")
    }

    /// Makes the next line of code one of the author's file, for the messages of the Swift compiler.
    mutating func locate(line number: Int, of file: String) {
        let path = SwiftSpelling.literal((folder.map { $0 + "/" + file } ?? file).utf8)
        lines.append("#sourceLocation(file: \(path), line: \(number))")
    }

    /// The code with its column made that of the author's text.
    private static func padded(_ expression: SwiftExpression) -> String {
        String(repeating: " ", count: max(0, expression.position.column - 1 - expression.lead)) + expression.code
    }

    mutating func openStatement(_ before: String, _ expression: SwiftExpression, _ after: String = "") {
        statement(before, expression, after + " {")
        indentation += 1
    }
}

/// Lines that can only be completed when what they open is known.
extension SwiftWriter {
    /// Puts `code` at the start of an opening line that was left empty.
    mutating func complete(_ index: Int, with code: String) {
        lines[index] = lines[index].dropLast(2) + code + " {"
    }

    /// Replaces a name that nothing used, which Swift would warn of, by `_`.
    mutating func discardName(_ name: String, inLine index: Int) {
        let binding = "let \(SwiftSpelling.name(name)) ="
        lines[index] = lines[index].replacing(binding, with: "let _ =", maxReplacements: 1)
    }
}
