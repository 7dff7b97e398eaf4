internal import FoundationEssentials
internal import Glibc
public import Processes

/// The listening socket that all workers share: systemd's, which is left as it is, or one that is opened here and removed
/// afterwards.
public struct Door: ~Copyable {
    public let descriptor: Int32
    // Destroyed in this order: the lock is held until the socket is gone, so that nobody removes a successor's.
    private let own: UnixListener?
    private let lock: FileLock

    private init(_ descriptor: Int32, _ lock: consuming FileLock, _ own: consuming UnixListener?) {
        self.descriptor = descriptor
        self.lock = lock
        self.own = own
    }

    /// - Parameters:
    ///   - path: where the socket is, or will be.
    ///   - mode: who may connect, such as 0o660; a socket of systemd's keeps its own.
    ///   - runDirectory: where the lock lies when the socket is systemd's.
    /// - Throws: `CommandFailure` when another `serve` has the socket, or the system refuses.
    public static func open(_ path: String, mode: UInt32, runDirectory: String) throws(CommandFailure) -> Door {
        let given = try SocketActivation.listener(ProcessInfo.processInfo.environment, process: getpid())
        let lockPath = given == nil ? "\(path).lock" : "\(runDirectory)/serve.lock"
        guard let lock = try FileLock(lockPath) else {
            throw CommandFailure("a `nexus serve` has \(path) already", status: CommandFailure.tryLater)
        }
        if let given { return Door(given, lock, nil) }
        let listener = try UnixListener(path, mode: mode)
        return Door(listener.descriptor, lock, listener)
    }

    /// Whether systemd opened it.
    public var isGiven: Bool {
        switch own {
        case .none: true
        case .some: false
        }
    }
}
