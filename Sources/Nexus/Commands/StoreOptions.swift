import ArgumentParser
import Processes

/// Which store a command is for: one that `nexus up` keeps, or the one of the environment.
struct StoreOptions: ParsableArguments {
    @Option(help: "Where `nexus up` keeps the store. (default: DATABASE_URL; without it, .nexus)")
    var directory: String?

    func settings() throws(CommandFailure) -> Settings {
        try Settings(SettingsSource.current(directory: directory))
    }

    /// The settings of a command that writes, once it has said on standard error which database it writes to.
    func announced() throws(CommandFailure) -> Settings {
        let settings = try settings()
        Terminal.write("database: \(settings.owner)\n", to: 2)
        return settings
    }
}
