import Postgres

/// How far a sequence had come. Sequences take no part in transactions, so on a store that runs, the copy may be ahead
/// of this; behind it, it would give out ids a second time.
struct SequenceValue: Equatable, RowDecodable {
    let name: String
    /// 0 if it was never used.
    let value: Int64

    init(name: String, value: Int64) {
        self.name = name
        self.value = value
    }

    init(row: inout Row) throws(DatabaseError) {
        name = try row.next()
        value = try row.next()
    }

    static func all(_ db: inout Connection) throws(DatabaseError) -> [SequenceValue] {
        try db.all(
            """
            SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 0)
            FROM pg_sequences ORDER BY 1
            """)
    }
}
