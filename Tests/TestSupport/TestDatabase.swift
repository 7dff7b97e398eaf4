import Glibc
public import Postgres

/// Databases for tests, with the schema of the package's `migrations/`.
public enum TestDatabase {
    /// As `nexus_owner`, to the database that this process's tests share. It is migrated once, before anyone sees it.
    public static var owner: ConnectionSettings { TestCluster.owner.database(shared) }

    /// As `nexus_app`, which owns nothing, to the same database. Limits are long, since tests share few cores.
    public static var app: ConnectionSettings { app(of: shared) }

    /// The package's `migrations/`.
    public static let migrations: String = {
        // Tests/TestSupport/TestDatabase.swift, three steps below the package.
        let path = String(describing: #filePath as StaticString).split(separator: "/").dropLast(3)
        return "/" + path.joined(separator: "/") + "/migrations"
    }()

    /// A new, empty database of `nexus_owner`'s; dropped after `body`.
    public static func withEmpty<T>(
        _ body: (_ owner: ConnectionSettings, _ app: ConnectionSettings) throws -> T
    ) throws -> T {
        try withNew(from: "template0", body)
    }

    /// A new database with the schema of `migrations/` and no rows; dropped after `body`.
    public static func withFresh<T>(
        _ body: (_ owner: ConnectionSettings, _ app: ConnectionSettings) throws -> T
    ) throws -> T {
        try withNew(from: template, body)
    }

    private static func withNew<T>(
        from template: String, _ body: (ConnectionSettings, ConnectionSettings) throws -> T
    ) throws -> T {
        let name = newName()
        try create(name, from: template)
        defer { drop(name) }
        return try body(TestCluster.owner.database(name), app(of: name))
    }

    private static func app(of name: String) -> ConnectionSettings {
        var settings = TestCluster.administrator.user("nexus_app").database(name)
        settings.statementTimeout = .seconds(20)
        settings.lockTimeout = .seconds(10)
        settings.connectTimeout = .seconds(10)
        return settings
    }

    /// Migrated, and never connected to again: only then can it be copied.
    private static let template: String = {
        let name = newName()
        TestCluster.orStop("the template database") {
            try create(name, from: "template0")
            var db = try Connection(TestCluster.owner.database(name))
            try Migrator(directory: migrations).up(&db)
        }
        return name
    }()

    private static let shared: String = {
        let name = newName()
        TestCluster.orStop("the shared database") { try create(name, from: template) }
        return name
    }()

    private static func newName() -> String {
        "nexus_test_\(getpid())_\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    private static func create(_ name: String, from template: String) throws {
        var db = try Connection(TestCluster.administrator)
        try db.script("CREATE DATABASE \(name) TEMPLATE \(template) OWNER nexus_owner ENCODING 'UTF8'")
        // What `Migrator.up` does, and a copy has not.
        try db.script("REVOKE TEMPORARY ON DATABASE \(name) FROM PUBLIC")
    }

    private static func drop(_ name: String) {
        guard var db = try? Connection(TestCluster.administrator) else { return }
        try? db.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
}
