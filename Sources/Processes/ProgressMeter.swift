internal import Glibc

/// How far long work has come, on one line of a terminal that is written over; nothing where nobody watches.
public struct ProgressMeter {
    private let isWatched = isatty(STDERR_FILENO) == 1
    private var shown = ""

    public init() {}

    /// - Parameter what: what is being done, in a word or two.
    public mutating func show(_ done: Int, of total: Int, _ what: String) {
        guard isWatched, total > 0 else { return }
        let percent = Int(100 * Double(done) / Double(total))
        let line = "  \(percent) %  \(what)"
        guard line != shown else { return }
        shown = line
        // Back to the beginning of the line, and clear the rest of it.
        Terminal.write("\r\(line)\u{1b}[K", to: STDERR_FILENO)
    }

    public mutating func finish() {
        if !shown.isEmpty { Terminal.write("\n", to: STDERR_FILENO) }
        shown = ""
    }
}
