import FoundationEssentials
import Glibc

/// Programs on this machine.
enum Executable {
    /// This command's own file. After it was replaced on disk, the running one through /proc.
    static var path: String {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            access(path, X_OK) == 0
        else { return "/proc/self/exe" }
        return path
    }

    /// The program's path; looked for in `first`, then in PATH, then where Debian keeps an administrator's programs.
    static func find(_ name: String, first: [String] = []) -> String? {
        let search = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
        return (first + search + ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"])
            .map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }
}
