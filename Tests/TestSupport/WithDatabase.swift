public import Postgres

/// A connection of the application's own role, inside a transaction that is rolled back, whatever the test does.
public func withDatabase<T>(_ body: (inout Connection) throws -> T) throws -> T {
    var db = try Connection(TestDatabase.app)
    return try db.rollingBack(body)
}

/// A new database with the schema of `migrations/`, for what must really be committed: races, deferred constraints.
/// The settings are the owner's and the application's.
public func withFreshDatabase<T>(
    _ body: (_ owner: ConnectionSettings, _ app: ConnectionSettings) throws -> T
) throws -> T {
    try TestDatabase.withFresh(body)
}
