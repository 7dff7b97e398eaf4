/// What came back for one statement sent through the pipeline.
struct Reply: ~Copyable {
    /// The prelude (label, tidying) went through, or there was none.
    var isPreludeDone = true
    /// How many commands of the statement itself (parse, execute) went through.
    var completed = 0
    /// The last result of the statement itself.
    var result: QueryResult?
    /// The first failure of the statement itself.
    var failure: ServerMessage?
}
