/// A question to the server and what is made of its answer: what `Connection.together` takes several of.
///
///     Query.all("SELECT \(columns) FROM orders WHERE seller_id = \(seller)", as: Order.self)
public struct Query<Answer>: Sendable {
    let sql: SQL
    let decode: @Sendable (borrowing QueryResult) throws(DatabaseError) -> Answer

    /// The same question; its answer goes through `transform`, such as rows that become a report.
    public func map<New>(_ transform: @escaping @Sendable (Answer) -> New) -> Query<New> {
        Query<New>(sql: sql) { result throws(DatabaseError) in transform(try decode(result)) }
    }
}

extension Query {
    /// Answered by all rows, in the server's order; as `Connection.all`.
    public static func all<R: RowDecodable>(_ sql: SQL, as type: R.Type = R.self) -> Query where Answer == [R] {
        Query(sql: sql) { result throws(DatabaseError) in try result.all() }
    }

    /// Answered by the first row, or by `nil` if there is none; as `Connection.first`.
    public static func first<R: RowDecodable>(_ sql: SQL, as type: R.Type = R.self) -> Query where Answer == R? {
        Query(sql: sql) { result throws(DatabaseError) in try result.first() }
    }

    /// Answered by the one row that there always is; as `Connection.one`.
    public static func one(_ sql: SQL, as type: Answer.Type = Answer.self) -> Query where Answer: RowDecodable {
        Query(sql: sql) { result throws(DatabaseError) in try result.one() }
    }
}
