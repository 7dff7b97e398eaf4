internal import CPostgres

/// The results of several statements, in their order. It owns those that were not taken out yet.
struct QueryResults: ~Copyable {
    // An array cannot hold what is not copyable, so it holds the pointers, each of which is owned here alone.
    private var pointers: [OpaquePointer] = []
    private var taken = 0

    deinit {
        for pointer in pointers[taken...] { PQclear(pointer) }
    }

    var count: Int { pointers.count - taken }

    mutating func append(_ result: consuming QueryResult) {
        pointers.append(result.release())
    }

    /// Hands the next one over. Errors: kind `unavailable` if there is none: it never arrived.
    mutating func next() throws(DatabaseError) -> QueryResult {
        guard taken < pointers.count else { throw DatabaseError(.unavailable, "the connection was lost") }
        defer { taken += 1 }
        return QueryResult(pointers[taken])
    }
}
