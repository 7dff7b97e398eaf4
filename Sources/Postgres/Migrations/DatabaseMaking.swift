/// How a database was made, which cannot be changed afterwards.
public struct DatabaseMaking: Sendable, CustomStringConvertible {
    private let encoding: String
    private let locale: String

    public init(_ db: inout Connection) throws(DatabaseError) {
        (encoding, locale) = try db.one(
            """
            SELECT pg_encoding_to_char(encoding), coalesce(daticulocale || ' by ICU', datctype)
            FROM pg_database WHERE datname = current_database()
            """, as: Row2.self
        ).values
    }

    /// Why no store can be kept in it, and what to do; nil if all is well. The locale may be any: what the store compares, it
    /// compares by collations that it names.
    public var problem: String? {
        encoding == "UTF8"
            ? nil
            : "the database is in \(encoding), and a store needs UTF8: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
    }

    /// `UTF8, locale C.UTF-8`
    public var description: String { "\(encoding), locale \(locale)" }

    private struct Row2: RowDecodable {
        let values: (String, String)

        init(row: inout Row) throws(DatabaseError) {
            values = (try row.next(), try row.next())
        }
    }
}

extension Connection {
    /// Takes from everybody the right to make temporary tables in the connection's database, which PostgreSQL gives to all;
    /// with a table of one's own, many a trick begins. Needs the database's owner; for anybody else nothing happens.
    public mutating func closeToOthers() throws(DatabaseError) {
        try script(
            """
            DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$
            """)
    }
}
