import FoundationEssentials
import Glibc
import Processes

/// An nginx that runs on this machine, by what the system tells of its processes.
struct RunningNginx {
    /// What it reads when it starts or reloads.
    enum Configuration {
        /// As it stands in its files now.
        case files(NginxDump)
        /// This user may not read all of it: a key is mostly root's.
        case unreadable
        /// nginx would not take it as it stands now, and says why.
        case broken(String)
    }

    private let master: Int32
    /// `-p`, `-e` and `-c` as it was started with, to be given to another.
    let places: [String]

    /// Those that run the program `nginx`, and how many more of root's say so but do not show this user what they run.
    ///
    /// A title is only what a process calls itself, and `configuration` runs nginx with what stands in it, which may name
    /// code to load. So nobody's word counts but root's and this user's own, and of those only nginx's.
    static func all(of nginx: String) -> (seen: [RunningNginx], hidden: Int) {
        var (seen, hidden) = ([RunningNginx](), 0)
        for id in processes() {
            guard let line = try? Files.contents("/proc/\(id)/cmdline"),
                let running = RunningNginx(id, title: String(line.prefix { $0 != "\0" })),
                let status = try? Files.contents("/proc/\(id)/status"), isTrusted(status: status)
            else { continue }
            guard let program = Files.link("/proc/\(id)/exe") else {
                hidden += 1
                continue
            }
            // In a container of its own, root is not this machine's root.
            guard isSame(program, nginx), Files.link("/proc/\(id)/ns/pid") == Files.link("/proc/self/ns/pid") else {
                continue
            }
            seen.append(running)
        }
        return (seen, hidden)
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

    /// Whether a process is root's or this user's own altogether: a program that takes on root's rights (setuid) is started
    /// by anybody, and is called what they like.
    static func isTrusted(status: String, by user: uid_t = geteuid()) -> Bool {
        guard let match = status.firstMatch(of: /(?m)^Uid:\t(\d+)\t(\d+)\t(\d+)\t(\d+)$/) else { return false }
        let users = Set([match.1, match.2, match.3, match.4].map { uid_t($0) })
        return users == [0] || users == [user]
    }

    /// - Parameter link: what a process runs, as the kernel says it: without symbolic links, and with " (deleted)" once
    ///   another version is in its place.
    static func isSame(_ link: String, _ nginx: String) -> Bool {
        guard let path = realpath(nginx, nil) else { return false }
        defer { free(path) }
        let installed = String(cString: path)
        return link == installed || link == "\(installed) (deleted)"
    }

    /// - Parameter nginx: the program that it runs.
    func configuration(_ nginx: String) -> Configuration {
        guard let (end, said) = try? Launch(nginx, ["-T"] + places).result() else { return .unreadable }
        if end == .exit(0) { return .files(NginxDump(said)) }
        let complaint = said.split(separator: "\n").first { $0.contains("[emerg]") }.map(String.init) ?? "it \(end)"
        return complaint.contains("(13: Permission denied)") ? .unreadable : .broken(complaint)
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
