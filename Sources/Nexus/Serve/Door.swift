import FoundationEssentials
import Glibc

/// The listening socket that all workers share: systemd's, which is left as it is, or one that is opened here and removed
/// afterwards.
struct Door: ~Copyable {
    let descriptor: Int32
    // In this order they go: the lock is let go of when the socket is no more.
    private let own: UnixListener?
    private let lock: FileLock

    private init(_ descriptor: Int32, _ lock: consuming FileLock, _ own: consuming UnixListener?) {
        self.descriptor = descriptor
        self.lock = lock
        self.own = own
    }

    /// - Throws: `CommandFailure` when another `serve` has the socket, or the system refuses.
    static func open(_ settings: Settings) throws(CommandFailure) -> Door {
        let given = try SocketActivation.listener(ProcessInfo.processInfo.environment, process: getpid())
        let lockPath = given == nil ? "\(settings.socket).lock" : "\(settings.runDirectory)/serve.lock"
        guard let lock = try FileLock(lockPath) else {
            throw CommandFailure("a `nexus serve` has \(settings.socket) already", status: CommandFailure.tryLater)
        }
        if let given { return Door(given, lock, nil) }
        let listener = try UnixListener(settings.socket, mode: settings.socketMode)
        return Door(listener.descriptor, lock, listener)
    }

    var isGiven: Bool {
        switch own {
        case .none: true
        case .some: false
        }
    }
}
