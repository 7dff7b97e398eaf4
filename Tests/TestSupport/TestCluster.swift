import Glibc
public import Postgres

/// The PostgreSQL that the tests run on: the one `NEXUS_TEST_DATABASE_URL` names, else a private one for this process.
/// It is thrown away afterwards; nothing in it is spared.
public enum TestCluster {
    /// As a superuser, to the database `postgres`. It waits long: many tests may share two cores.
    public static let administrator: ConnectionSettings = {
        let given = getenv("NEXUS_TEST_DATABASE_URL").map { String(cString: $0) }
        let settings = orStop("the test cluster's address") {
            try ConnectionSettings(url: given ?? PrivateCluster.start().url)
        }
        let patient = settings.patient.database("postgres")
        orStop("the roles") {
            var db = try Connection(patient)
            try db.script(roles)
        }
        return patient
    }()

    /// As the role that owns databases and tables.
    public static var owner: ConnectionSettings { administrator.user("nexus_owner") }

    /// The roles are the cluster's, and other test processes may be making them at this moment.
    private static let roles = """
        DO $$ BEGIN
            PERFORM pg_advisory_xact_lock(11223344);
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nexus_owner') THEN
                CREATE ROLE nexus_owner LOGIN CREATEDB;
            END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nexus_app') THEN
                CREATE ROLE nexus_app LOGIN;
            END IF;
        END $$
        """

    /// Runs `body`, which every test needs, or ends the test run with the reason.
    public static func orStop<T>(_ what: String, _ body: () throws -> T) -> T {
        do {
            return try body()
        } catch {
            fatalError("\(what): \(String(reflecting: error))")
        }
    }
}
