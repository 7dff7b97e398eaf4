import Glibc
import Processes

/// The logs of `nexus up` that nobody else keeps within bounds. `nexus serve` sees to its own.
struct UpLogs {
    private let postgres: BoundedLog
    private let nginx: [BoundedLog]

    init(_ directory: UpDirectory) {
        postgres = BoundedLog(directory.log("postgres"))
        nginx = ["access", "error"].map { BoundedLog(directory.log($0)) }
    }

    /// - Parameter process: nginx's, which opens its logs anew when it is told to; nil while it does not run.
    func bound(nginx process: pid_t?) {
        do throws(CommandFailure) {
            if postgres.isTooLarge { try postgres.cut() }
            let large = nginx.filter(\.isTooLarge)
            guard let process, !large.isEmpty else { return }
            for log in large { try log.setAside() }
            kill(process, SIGUSR1)
        } catch {
            Terminal.complain("a log cannot be kept within bounds: \(error.message)")
        }
    }
}
