import ArgumentParser
import Web

struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists every address of the store, and who may use it.")

    func run() {
        let rows = Site.routes
        let widest = rows.map(\.pattern.count).max() ?? 0
        for row in rows {
            Terminal.say("\(row.method.padded(to: 5)) \(row.pattern.padded(to: widest))  \(row.access)")
        }
    }
}

extension String {
    /// Filled with blanks on the right; a longer one stays as it is.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
