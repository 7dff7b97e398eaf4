internal import SystemPackage

/// Why a command cannot go on: said on standard error, then the process ends with `status`.
public struct CommandFailure: Error, Equatable {
    /// EX_CONFIG of sysexits(3): the settings are wrong; starting again without changing them is of no use.
    public static let badSettings: Int32 = 78
    /// EX_TEMPFAIL: somebody else is at it.
    public static let tryLater: Int32 = 75

    /// One or more lines, the remedy included where there is one.
    public let message: String
    public let status: Int32

    public init(_ message: String, status: Int32 = 1) {
        self.message = message
        self.status = status
    }

    /// For a call to the system that failed just now.
    ///
    /// - Parameter code: the `errno` that it left.
    public static func system(_ what: String, _ code: Int32) -> CommandFailure {
        CommandFailure("\(what): \(Errno(rawValue: code))")
    }

    /// For what swift-system throws.
    static func system(_ what: String, _ error: any Error) -> CommandFailure {
        CommandFailure("\(what): \(error)")
    }
}
