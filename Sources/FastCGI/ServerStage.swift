extension Server {
    /// What the loop does next. A request that is refused is never `answering`.
    public enum Stage: Sendable, Equatable {
        /// For a connection; whether a request has just been dealt with.
        case waiting(answered: Bool)
        /// A connection was accepted; its request is read.
        case reading
        /// The handler makes the answer.
        case answering(requestID: String)
        /// The answer is handed over.
        case writing
    }
}
