import ArgumentParser
import Glibc
import Postgres
import Processes

/// The `nexus` command: everything that runs a store.
@main
struct NexusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nexus",
        abstract: "Runs a Nexus store.",
        discussion: """
            `nexus up` needs nothing set and shows a store with demo data at https://localhost:8443.
            Everything else takes its settings from the environment; .env.example describes them all.
            """,
        subcommands: [
            Up.self, Serve.self, Status.self, Worker.self, Migrate.self, SeedCommand.self, UserCommand.self,
            Doctor.self, Routes.self, Nginx.self, ErrorPages.self, Units.self, Backup.self, Restore.self,
            SweepCommand.self,
        ]
    )

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            Terminal.complain(failure.message)
            Glibc.exit(failure.status)
        } catch let error as DatabaseError {
            // At a terminal the server's own words help; a visitor never sees them.
            Terminal.complain(error.debugDescription)
            Glibc.exit(1)
        } catch let error as MigrationError {
            Terminal.complain(error.description)
            Glibc.exit(1)
        } catch {
            exit(withError: error)
        }
    }
}
