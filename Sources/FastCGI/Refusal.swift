internal import HTTP

/// Why a request does not reach the handler.
struct Refusal: Error, Equatable {
    let status: Status
    /// A word for the log.
    let reason: String

    init(_ fault: BadRequest) {
        status = fault.status
        reason = String(describing: fault.reason)
    }

    private init(status: Status, reason: String) {
        self.status = status
        self.reason = reason
    }

    /// The peer asked for another role than that of a responder (FastCGI specification, 6).
    static let notAResponder = Refusal(status: .notImplemented, reason: "notAResponder")
}
