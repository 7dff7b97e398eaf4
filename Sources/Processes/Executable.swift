internal import FoundationEssentials
internal import Glibc

/// Programs on this machine.
public enum Executable {
    /// This command's own file. After it was replaced on disk, the running one through /proc: by this process's number,
    /// because whoever starts it through another program, such as setpriv(1), would find that one in /proc/self.
    public static var path: String {
        guard let path = link, isProgram(path) else { return "/proc/\(getpid())/exe" }
        return path
    }

    /// Where this command's file is, or was before it was replaced; nil without /proc.
    public static var directory: String? { link.map(Paths.parent) }

    /// What it was started from; the kernel adds " (deleted)" when that is gone.
    private static var link: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// The program's path; looked for in `first`, then in PATH, then where Debian keeps an administrator's programs.
    public static func find(_ name: String, first: [String] = []) -> String? {
        let search = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
        return (first + search + ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"])
            .map { "\($0)/\(name)" }
            .first(where: isProgram)
    }

    /// Whether this user may run it. A directory may be entered, which looks the same to access(2).
    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
