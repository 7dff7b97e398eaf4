extension ConnectionSettings {
    /// The same address for PostgreSQL's own programs, such as pg_dump: what goes into their `--dbname`, and what into
    /// their environment. Everybody on the machine can read a program's arguments, so the password is never among them.
    /// What our sessions rely on holds for theirs, too.
    public var forPrograms: (connection: String, environment: [String: String]) {
        var words: [String] = []
        var environment = [
            "PGOPTIONS": SessionSettings.options, "PGCLIENTENCODING": "UTF8",
            // Of several hosts the first may be silent.
            "PGCONNECT_TIMEOUT": "10",
        ]
        for (keyword, value) in parameters {
            switch keyword {
            case "password": environment["PGPASSWORD"] = value
            // libpq has no variable for it; a key that is encrypted has to come from a file that says so.
            case "sslpassword": continue
            // The later of two counts.
            case "options":
                words.append("options='\(ConnectionSettings.escaped("\(value) \(SessionSettings.options)"))'")
            case "client_encoding": continue
            default: words.append("\(keyword)='\(ConnectionSettings.escaped(value))'")
            }
        }
        return (words.joined(separator: " "), environment)
    }

    private static func escaped(_ value: String) -> String {
        value.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }
}
