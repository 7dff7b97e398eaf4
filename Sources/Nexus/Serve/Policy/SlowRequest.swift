/// A request that took longer than it should, for the log.
struct SlowRequest: Sendable, Equatable {
    /// Empty when it was refused before its route was known.
    let route: String
    let requestID: String
    /// From the connection to the end of the answer.
    let milliseconds: Int
}
