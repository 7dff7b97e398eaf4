internal import CPostgres

/// Where the database is, and how long to wait for it.
public struct ConnectionSettings: Sendable, CustomStringConvertible {
    /// For the whole of connecting: all hosts, TLS and log-in (but not for the look-up of a host's name). A
    /// `connect_timeout` in the URL counts instead, for each host.
    public var connectTimeout: Duration = .milliseconds(1500)
    /// For one statement; the server cancels it. `nil` is no limit.
    public var statementTimeout: Duration? = .milliseconds(1500)
    /// For one wait for a lock. `nil` is no limit.
    public var lockTimeout: Duration? = .milliseconds(1000)
    /// For a transaction that does nothing; the server ends the connection. `nil` is no limit.
    public var idleInTransactionTimeout: Duration? = .seconds(10)
    /// Whether PgBouncer is between: then nothing is prepared, and nothing is set for the session.
    public var isPooled: Bool

    typealias Parameters = [(keyword: String, value: String)]

    /// libpq's keywords and values as the URL gave them; the rest comes from libpq's own environment variables.
    var parameters: Parameters

    /// How much longer than the server the client waits, before it takes the server to be hung.
    static let grace: Duration = .milliseconds(250)

    /// - Parameter url: what libpq takes, `postgresql://…` or `host=… dbname=…`; `pgbouncer=true` is understood as well.
    /// - Throws: kind `usage` if it is neither. The error quotes nothing of it: it may hold a password.
    public init(url: String) throws(DatabaseError) {
        let (address, isPooled) = ConnectionSettings.separatePooling(url)
        guard let options = PQconninfoParse(address, nil), !address.utf8.contains(0) else {
            throw DatabaseError(.usage, "not a PostgreSQL URL or connection string")
        }
        defer { PQconninfoFree(options) }
        self.isPooled = isPooled
        parameters = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
    }

    /// The same server and user, another database.
    public func database(_ name: String) -> ConnectionSettings {
        setting("dbname", to: name)
    }

    /// The same server and database, another user, whose password is not known here.
    public func user(_ name: String) -> ConnectionSettings {
        var settings = setting("user", to: name)
        settings.parameters.removeAll { $0.keyword == "password" }
        return settings
    }

    /// For migrations, seeds and other long work: statements may take as long as they like.
    public var patient: ConnectionSettings {
        var settings = self
        settings.statementTimeout = nil
        settings.lockTimeout = .seconds(10)
        settings.idleInTransactionTimeout = nil
        return settings
    }

    /// Keywords and values, without the password.
    public var description: String {
        parameters.filter { $0.keyword != "password" && $0.keyword != "sslpassword" }
            .map { "\($0.keyword)=\($0.value)" }.joined(separator: " ")
    }

    func setting(_ keyword: String, to value: String) -> ConnectionSettings {
        var settings = self
        settings.parameters.removeAll { $0.keyword == keyword }
        settings.parameters.append((keyword, value))
        return settings
    }

    /// libpq refuses keywords that it does not know, so `pgbouncer=…` is taken out before it reads the rest.
    private static func separatePooling(_ url: String) -> (address: String, isPooled: Bool) {
        let isURL = url.contains("://")
        let (head, options): (Substring, Substring)
        if isURL {
            guard let mark = url.firstIndex(of: "?") else { return (url, false) }
            (head, options) = (url[..<mark], url[mark...].dropFirst())
        } else {
            (head, options) = ("", url[...])
        }
        let separator: Character = isURL ? "&" : " "
        let parts = options.split(separator: separator, omittingEmptySubsequences: false)
        let kept = parts.filter { !$0.hasPrefix("pgbouncer=") }
        let isPooled = parts.contains("pgbouncer=true") || parts.contains("pgbouncer=1")
        let rest = kept.joined(separator: String(separator))
        return (isURL && !rest.isEmpty ? "\(head)?\(rest)" : "\(head)\(rest)", isPooled)
    }
}
