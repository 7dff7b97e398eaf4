/// Why the server cannot go on. What goes wrong with one request alone is an event, not an error.
public enum FastCGIError: Error, Sendable, Equatable {
    /// libfcgi could not be set up; its code.
    case library(code: Int32)
    /// A call to the system failed; what was tried, and `errno`.
    case system(call: String, code: Int32)
    /// The descriptor is not a listening socket, or no longer one.
    case notListening
}
