public import HTTP

extension Server {
    /// What an operator may want in the log and no handler gets to see.
    public enum Event: Sendable, Equatable {
        /// A request was answered with a refusal before it reached the handler.
        case refused(Status, reason: String, requestID: String)
        /// The peer went away, or took too long, before the whole answer was written.
        case unanswered(requestID: String)
        /// A connection did not bring a readable request; libfcgi's code, or ETIMEDOUT when it brought nothing.
        case unreadable(code: Int32)
    }
}
