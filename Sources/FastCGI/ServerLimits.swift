extension Server {
    /// How much of one request the server takes, and how long it waits for its peer.
    public struct Limits: Sendable {
        /// Bytes of all parameters together, names and values.
        public var parameterBytes: Int
        /// Bytes of a body that is sent here; for one in a file, nginx's own limit counts.
        public var bodyBytes: Int
        /// Seconds that one read or write may make no progress.
        public var stallSeconds: Int
        /// Milliseconds in which what is left of a refused request is read and thrown away, so that the peer gets to
        /// read the answer before the connection ends.
        public var lingerMilliseconds: Int

        public init(
            parameterBytes: Int = 64 * 1024,
            bodyBytes: Int = 1024 * 1024,
            stallSeconds: Int = 5,
            lingerMilliseconds: Int = 2_000
        ) {
            self.parameterBytes = parameterBytes
            self.bodyBytes = bodyBytes
            self.stallSeconds = stallSeconds
            self.lingerMilliseconds = lingerMilliseconds
        }

        var stallMilliseconds: Int { min(max(1, stallSeconds), 3_600) * 1_000 }

        /// 64 KiB of parameters, 1 MiB of body, two seconds to linger; and five without progress, which is half the usual
        /// deadline of a request, so that a silent peer costs no worker.
        public static let standard = Limits()
    }
}
