/// One thing that is wrong in a template, and where.
struct Diagnostic: Error, Equatable, CustomStringConvertible {
    var position: Position
    var message: String

    init(_ position: Position, _ message: String) {
        self.position = position
        self.message = message
    }

    /// The form that editors and SwiftPM make a link of.
    var description: String {
        "\(position.file):\(position.line):\(position.column): error: \(message)"
    }

    /// By file, then as one reads.
    static func inReadingOrder(_ one: Diagnostic, _ other: Diagnostic) -> Bool {
        (one.position.file, one.position.line, one.position.column, one.message)
            < (other.position.file, other.position.line, other.position.column, other.message)
    }
}
