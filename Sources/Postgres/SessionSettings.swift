/// What a session of ours relies on. The database, the role or the machine may be set to something else; what a statement
/// means must not depend on that. The one list of it: a new connection is set up from it, PostgreSQL's own programs get
/// it, and `nexus doctor` compares it with what is in force behind a pooler, where nothing can be set.
///
/// Not in it: `default_transaction_read_only`, which an owner sets to keep a store from being written to.
enum SessionSettings {
    typealias Setting = (name: String, value: String)

    static let fixed: [Setting] = [
        // Names mean ours and PostgreSQL's own; a temporary table never hides one.
        ("search_path", "public, pg_temp"),
        // Each statement sees what is committed when it begins; a conflict waits and does not fail.
        ("default_transaction_isolation", "read committed"),
        ("default_transaction_deferrable", "off"),
        // Texts, both ways.
        ("client_encoding", "UTF8"),
        ("standard_conforming_strings", "on"),
        ("transform_null_equals", "off"),
        ("array_nulls", "on"),
        // What a value looks like as text.
        ("DateStyle", "ISO, MDY"),
        ("IntervalStyle", "postgres"),
        ("TimeZone", "UTC"),
        ("bytea_output", "hex"),
        ("extra_float_digits", "1"),
        ("quote_all_identifiers", "off"),
        ("xmloption", "content"),
        // Every list has an index that gives its rows in order, and ends when it has enough. The other way, to gather all
        // that match and sort them, looks cheaper to a planner that does not know yet what strangers have planted.
        ("enable_bitmapscan", "off"),
        // What is there, and for how long.
        ("row_security", "on"),
        ("default_tablespace", ""),
        ("check_function_bodies", "on"),
        ("idle_session_timeout", "0"),
    ]

    /// One text of statements that sets all of it, and the limits of `settings`.
    static func script(_ settings: ConnectionSettings) -> String {
        func milliseconds(_ duration: Duration?) -> String {
            // 0 means no limit to the server, so a limit below one millisecond is one millisecond.
            String(duration.map { max($0.milliseconds, 1) } ?? 0)
        }
        let limits: [Setting] = [
            ("statement_timeout", milliseconds(settings.statementTimeout)),
            ("lock_timeout", milliseconds(settings.lockTimeout)),
            ("idle_in_transaction_session_timeout", milliseconds(settings.idleInTransactionTimeout)),
        ]
        // By set_config a list is one text; all of them in one statement, with one answer.
        let calls = (fixed + limits).map { "pg_catalog.set_config('\($0.name)', '\($0.value)', false)" }
        return "SELECT \(calls.joined(separator: ", "))"
    }

    /// The same as libpq's `options`, for programs that are not ours.
    static var options: String {
        fixed.map { "-c \($0.name)=\($0.value.map { $0 == " " ? "\\ " : String($0) }.joined())" }
            .joined(separator: " ")
    }
}

extension Connection {
    /// What in this session is not as ours are set up: `DateStyle is "German, DMY", not "ISO, MDY"`. Empty unless a pooler is
    /// between, which keeps a session from being set up.
    public mutating func unmetSettings() throws(DatabaseError) -> [String] {
        var unmet: [String] = []
        for (name, meant) in SessionSettings.fixed {
            let found = try one("SELECT coalesce(current_setting(\(name), true), '')", as: String.self)
            // Some installations call UTC by its other name.
            if found != meant && found != "Etc/\(meant)" { unmet.append("\(name) is \"\(found)\", not \"\(meant)\"") }
        }
        return unmet
    }
}
