internal import Store

/// The fields that a form sends, and how long it may be with all of them: known from the table of routes before
/// anything of it is read.
struct FormFields: Sendable {
    /// What every form may send beside what is typed into it: its number and token, where it leads, what it showed. Also
    /// so much that whoever pastes a page into a line is told so at that line, and finds it again.
    static let unseenBytes = 65_536

    /// The most that may be typed into each, in bytes, by its name.
    let limits: [String: Int]
    /// Those that may be laid aside: all but secrets.
    let kept: Set<String>
    /// In bytes, as it is sent.
    let longestBody: Int

    var hasSecret: Bool { kept.count < limits.count }

    /// Of a form that nothing is typed into.
    init() {
        limits = [:]
        kept = []
        longestBody = Self.unseenBytes
    }

    init<Field: FormField>(_: Field.Type) {
        limits = Field.allCases.reduce(into: [:]) { $0[$1.rawValue] = $1.limit }
        kept = Set(Field.allCases.filter { !$0.isSecret }.map(\.rawValue))
        // A browser sends a byte of any other script as three.
        longestBody = Field.allCases.reduce(Self.unseenBytes) { $0 + 3 * $1.limit }
    }
}
