/// A statement ready for the pipeline: under what name it goes, and whether the server has yet to learn that name.
struct PreparedSQL {
    let sql: SQL
    let key: StatementCache.Key
    /// Empty behind PgBouncer: parsed for this once.
    let name: String
    /// To be parsed in the same pipeline, before it is executed.
    let isNew: Bool
}
