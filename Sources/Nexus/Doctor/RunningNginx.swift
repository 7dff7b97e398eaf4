import FoundationEssentials
import Glibc
import Processes

/// An nginx that runs on this machine, by what the system tells of its processes.
struct RunningNginx {
    private let master: Int32
    /// `-p`, `-e` and `-c` as it was started with, to be given to another.
    let places: [String]

    /// All of them, as far as this user may see.
    static func all() -> [RunningNginx] {
        processes().compactMap { id in
            guard let line = try? Files.contents("/proc/\(id)/cmdline") else { return nil }
            return RunningNginx(id, title: String(line.prefix { $0 != "\0" }))
        }
    }

    /// - Parameter title: what it calls itself: `nginx: master process /usr/sbin/nginx -c /etc/…`; nil for any other.
    init?(_ id: Int32, title: String) {
        let start = "nginx: master process "
        guard title.hasPrefix(start) else { return nil }
        master = id
        let words = title.dropFirst(start.count).split(separator: " ").map(String.init)
        places = zip(words, words.dropFirst()).flatMap { option, value in
            ["-p", "-e", "-c"].contains(option) ? [option, value] : []
        }
    }

    /// The configuration as it stands in its files, each after a line that names it; nil when this user may not read it.
    func configuration(_ nginx: String) -> NginxDump? {
        guard let (end, said) = try? Launch(nginx, ["-T"] + places).result(), end == .exit(0) else { return nil }
        return NginxDump(said)
    }

    /// How many files each of its processes may have open; nil when none is to be seen.
    var openFiles: Int? {
        let workers = Self.processes().filter { id in
            // The fourth word after the name in brackets, which may have blanks in it.
            let after = (try? Files.contents("/proc/\(id)/stat"))?.split(separator: ")").last?.split(separator: " ")
            return after?.dropFirst().first == "\(master)"
        }
        let limits = workers.compactMap { (try? Files.contents("/proc/\($0)/limits")).flatMap(Self.openFiles(in:)) }
        return limits.min()
    }

    static func openFiles(in limits: String) -> Int? {
        limits.firstMatch(of: /Max open files +([0-9]+)/).flatMap { Int($0.1) }
    }

    private static func processes() -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
    }
}
