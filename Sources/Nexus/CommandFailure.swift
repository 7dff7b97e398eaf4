/// Why a command cannot go on: said on standard error, then the process ends with `status`.
struct CommandFailure: Error, Equatable {
    /// EX_CONFIG of sysexits(3): the settings are wrong; starting again without changing them is of no use.
    static let badSettings: Int32 = 78
    /// EX_TEMPFAIL: somebody else is at it.
    static let tryLater: Int32 = 75

    /// One or more lines, the remedy included where there is one.
    let message: String
    let status: Int32

    init(_ message: String, status: Int32 = 1) {
        self.message = message
        self.status = status
    }

    /// For a call to the system that failed just now; reads `errno`.
    static func system(_ what: String, _ code: Int32) -> CommandFailure {
        CommandFailure("\(what): \(SystemError.text(code))")
    }
}
