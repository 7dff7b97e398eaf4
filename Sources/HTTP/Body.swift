/// What a request carries beside its headers.
public enum Body: Sendable, Equatable {
    /// The whole of it, in memory.
    case bytes([UInt8])
    /// The whole of it, in a file that nginx has written and will delete (`client_body_in_file_only clean`). Large bodies
    /// never enter the process.
    case file(path: String)

    /// The bytes, where they are at hand; nil for a file.
    public var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }
}
