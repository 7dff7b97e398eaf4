import ArgumentParser

/// What differs between one server and another, as the units ask for it.
struct UnitSite: ParsableArguments {
    @Option(help: "The directory with the command `nexus`, nginx/, static/ and migrations/.")
    var home = "/opt/nexus"

    @Option(help: "The file with the settings; systemd reads it as root.")
    var environmentFile = "/etc/nexus/nexus.env"

    @Option(help: "The user and group that the workers run as.")
    var user = "nexus"

    @Option(help: "The group of nginx's workers, which may open the socket.")
    var nginxGroup = "www-data"

    @Option(
        name: .customLong("database-address"),
        help: ArgumentHelp(
            "An address or network, such as 10.0.0.5 or 10.0.0.0/24, where PostgreSQL or a name server is. Repeatable.",
            discussion: "This machine's own need not be named."))
    var databaseAddresses: [String] = []

    func validate() throws {
        for path in [home, environmentFile] where !path.hasPrefix("/") || !Self.isPlain(path, "/._-") {
            throw ValidationError("\(path) has to be a whole path of letters, digits and ./_-")
        }
        for name in [user, nginxGroup] where name.hasPrefix("-") || !Self.isPlain(name, "._-") {
            throw ValidationError("\(name) is no name of a user or group")
        }
        for address in databaseAddresses where !Self.isPlain(address, ".:/") {
            throw ValidationError("\(address) is no address: 10.0.0.5, 10.0.0.0/24, fd00::5")
        }
    }

    /// In a unit blanks divide, `%` and `$` stand for something else, and a line's end begins the next setting.
    private static func isPlain(_ text: String, _ marks: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal)
                    || marks.unicodeScalars.contains(scalar)
            }
    }
}
