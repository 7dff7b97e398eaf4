import ArgumentParser
import Processes
import Web

struct ErrorPages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "error-pages",
        abstract: "Writes the pages that nginx shows for its own errors, in the store's look.",
        discussion: "To be run again after every upgrade: the pages name the stylesheet by its content."
    )

    @Argument(help: "The directory to write them to; nginx must be able to read it.")
    var directory: String

    func run() throws {
        try Files.makeDirectory(directory, mode: 0o755)
        let count = try Self.write(to: directory)
        Terminal.progress("wrote \(count) pages to \(directory)")
    }

    /// Gives how many there are.
    @discardableResult
    static func write(to directory: String) throws(CommandFailure) -> Int {
        let pages = Site.errorPages
        for page in pages {
            try Files.write(page.html, to: "\(directory)/\(page.status).html", mode: 0o644)
        }
        return pages.count
    }
}
