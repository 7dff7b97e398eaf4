import Glibc
import Web

/// How much each process of nginx may hold open: what an attacker with half-open connections has to fill.
struct NginxRoom: Equatable {
    let connections: Int
    let openFiles: Int

    /// As much as is wanted, or as the system lets a process have.
    init(mostFiles: Int) {
        openFiles = min(EdgeLimit.openFiles, max(mostFiles, 1_024))
        // A request may have two connections and a file; most of what an attacker opens is one and no more.
        connections = min(EdgeLimit.connections, openFiles / 2)
    }

    /// For an nginx that this process starts.
    static var here: NginxRoom {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return NginxRoom(mostFiles: 1_024)
        }
        return NginxRoom(mostFiles: Int(clamping: limit.rlim_max))
    }
}
