/// A request that took longer than it should, for the log.
public struct SlowRequest: Sendable, Equatable {
    /// Empty when it was refused before its route was known.
    public let route: String
    public let requestID: String
    /// From the connection to the end of the answer.
    public let milliseconds: Int
}
