/// What came back for the statements sent through the pipeline. The server runs none after the first that fails.
struct Reply: ~Copyable {
    /// The prelude (label, tidying) went through, or there was none.
    var isPreludeDone = true
    /// What the statements brought that went through; what follows the last of them is what failed.
    var results = QueryResults()
    /// The statement after those was parsed under its name.
    var isNextParsed = false
    /// The first failure of a statement.
    var failure: ServerMessage?
}
