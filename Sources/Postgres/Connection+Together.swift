extension Connection {
    /// Asks several independent questions in one round trip.
    ///
    ///     let (days, orders, total) = try db.together(
    ///         Query.all("SELECT …", as: DayRow.self), Query.all("SELECT …", as: Order.self),
    ///         Query.one("SELECT …", as: Int64.self))
    ///
    /// The server answers one after the other, each as of its own moment. They succeed or fail as one: after the first
    /// that fails none is run, and outside a transaction nothing of any stands. Inside one, the failure has spoilt it, as
    /// that of any statement does. The server's time limit is for each; the wait for all of them ends after one limit.
    ///
    /// - Returns: the answers, in the order of the questions.
    /// - Throws: the error of the first that failed, naming its statement; also kind `decoding`.
    public mutating func together<each Answer>(
        _ query: repeat Query<each Answer>, file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> (repeat each Answer) {
        let site = CallSite(file, line)
        var statements: [SQL] = []
        for query in repeat each query { statements.append(query.sql) }
        var results = try execute(statements, at: site)
        return (repeat try Self.answer(each query, from: &results, at: site))
    }

    private static func answer<Answer>(
        _ query: Query<Answer>, from results: inout QueryResults, at site: CallSite
    ) throws(DatabaseError) -> Answer {
        do throws(DatabaseError) {
            return try query.decode(try results.next())
        } catch {
            throw error.at(site, query.sql.text)
        }
    }
}
