import ArgumentParser
import Processes
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
