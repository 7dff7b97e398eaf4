import ArgumentParser
import Processes

struct Units: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the units for systemd: the socket, the workers, and a drop-in for nginx.",
        discussion: """
            nexus units --output /etc/systemd/system

            The settings are to say the same as the units: NEXUS_SOCKET=/run/nexus/nexus.sock and
            NEXUS_RUN_DIRECTORY=/run/nexus/workers. nginx/README.md tells the rest.
            """
    )

    @OptionGroup var site: UnitSite

    @Option(help: "The directory to write the units to, instead of printing them.")
    var output: String?

    func run() throws {
        for unit in UnitFile.all(site) {
            if let output {
                let path = "\(Paths.absolute(output))/\(unit.name)"
                try Files.makeDirectory(Paths.parent(of: path), mode: 0o755)
                try Files.write(unit.text, to: path, mode: 0o644)
                Terminal.progress("wrote \(path)")
            } else {
                Terminal.write("# /etc/systemd/system/\(unit.name)\n\(unit.text)\n", to: 1)
            }
        }
    }
}
