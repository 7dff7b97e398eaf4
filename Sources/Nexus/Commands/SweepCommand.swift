import ArgumentParser
import Postgres
import Processes
import Store

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Clears away what no page shows any more: deleted products that many had bought, expired sessions.",
        discussion: """
            Does so in pieces that keep nobody waiting, until nothing is left. A product is gone from every page when it is \
            deleted, whether or not this runs; once a night is plenty.
            """)

    func run() throws {
        var db = try Connection(try Settings.current().database)
        var total = 0
        while case let done = try Sweep.run(&db), done > 0 { total += done }
        Terminal.say("cleared away \(total) rows")
    }
}
