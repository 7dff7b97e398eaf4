import ArgumentParser
import Processes
import Web

/// The nginx that runs before this store: whether its site is what the command would print now, and how much it can hold.
struct RunningNginxCheck {
    private let settings: Settings
    private let home: Home

    init(_ settings: Settings, _ home: Home) {
        self.settings = settings
        self.home = home
    }

    func findings() -> [Finding] {
        guard let nginx = Executable.find("nginx") else { return [] }
        let socket = Paths.absolute(settings.socket)
        var (seen, hidden) = RunningNginx.all(of: nginx)
        var complaints: [String] = []
        for running in seen {
            switch running.configuration(nginx) {
            case .unreadable: hidden += 1
            case .broken(let complaint): complaints.append(complaint)
            case .files(let dump):
                guard let file = dump.site(of: socket) else { continue }
                return [Finding(Self.subject, verdict(file, dump)), Finding("nginx's room", room(running, dump))]
            }
        }
        return [Finding(Self.subject, Self.nothing(settings.environment, socket, hidden: hidden, complaints))]
    }

    private static let subject = "running nginx"

    /// What follows when none was found that sends requests to the socket.
    ///
    /// - Parameters:
    ///   - hidden: how many run that this user may not look into; one of them may be it.
    ///   - complaints: what nginx says of those whose files it would not take as they stand now.
    static func nothing(
        _ environment: Settings.Environment, _ socket: String, hidden: Int, _ complaints: [String]
    ) -> Finding.Verdict {
        guard hidden == 0 else {
            return .unknown("this user may not read the configuration of an nginx that runs here; ask as root")
        }
        let words =
            complaints.first.map { "one runs here that would not start again as its files stand: \($0)" }
            ?? "none that runs here sends requests to \(socket)"
        switch environment {
        case .development: return .unknown(words)
        case .production:
            return .amiss(words, remedy: "nginx -t says what is wrong; see nginx/README.md, On a server, step 8")
        }
    }

    private func verdict(_ file: NginxDump.File, _ dump: NginxDump) -> Finding.Verdict {
        let remedy = "make it again, as nginx/README.md says (An upgrade), and reload nginx"
        guard let maker = file.text.firstMatch(of: /(?m)^# Made by: (.+)$/)?.1,
            let expected = try? expected(String(maker), file.path)
        else {
            return .amiss("\(file.path) was made by another version, or by hand", remedy: remedy)
        }
        guard let difference = NginxDump.difference(file.text, expected: expected) else {
            return snippets(file, dump, remedy) ?? .well("\(file.path) and its files are what `\(maker)` prints")
        }
        let lines =
            difference.missing.prefix(3).map { "\n    lacks: \($0)" }
            + difference.strange.prefix(3).map { "\n    has: \($0)" }
        let words = lines.isEmpty ? ["\n    the order of its lines"] : lines
        return .amiss("\(file.path) is not what `\(maker)` prints now:\(words.joined())", remedy: remedy)
    }

    /// What is amiss with the files that a site includes; nil when nothing is.
    private func snippets(_ file: NginxDump.File, _ dump: NginxDump, _ remedy: String) -> Finding.Verdict? {
        let then = NginxSnippets(lineOf: file.text)
        guard !then.digests.isEmpty else { return .amiss("\(file.path) was made by another version", remedy: remedy) }
        let changed = then.changed(dump, home)
        guard !changed.isEmpty else { return nil }
        return .amiss(
            "changed in \(home.nginx) since \(file.path) was made: \(changed.joined(separator: ", "))", remedy: remedy)
    }

    /// What the command of the first line of a site would print now.
    private func expected(_ maker: String, _ path: String) throws -> String? {
        let words = maker.split(separator: " ").map(String.init)
        let arguments = Array(words.dropFirst(2))
        switch words.dropFirst().first {
        case "nginx": return try Nginx.parse(arguments).site(settings, home).site()
        case "up":
            let up = try Up.parse(arguments)
            let directory = UpDirectory(Paths.parent(of: Paths.parent(of: path)))
            return try UpNginx(
                directory, home, UpTools(), ports: (up.httpsPort, up.httpPort), socket: Paths.absolute(settings.socket),
                probe: directory.socket("probe"), front: up.options.front
            ).site.site()
        default: return nil
        }
    }

    private func room(_ running: RunningNginx, _ dump: NginxDump) -> Finding.Verdict {
        // One that `nexus up` started has what this user's limits leave it.
        let wanted = settings.environment == .production ? NginxRoom(mostFiles: .max) : .here
        return Self.room(connections: dump.connections, openFiles: running.openFiles, wanted: wanted)
    }

    /// Enough for an attacker with half-open connections to lose patience.
    ///
    /// - Parameter openFiles: that each of its processes may have; nil when that is not to be seen.
    static func room(connections: Int, openFiles: Int?, wanted: NginxRoom) -> Finding.Verdict {
        let files = openFiles.map(String.init) ?? "an unknown number of"
        let words = "\(connections) connections and \(files) files for each process"
        let isEnough = connections >= max(wanted.connections, EdgeLimit.leastConnections)
        guard isEnough, openFiles ?? .max >= connections else {
            let asked = "worker_connections \(EdgeLimit.connections) and worker_rlimit_nofile \(EdgeLimit.openFiles)"
            return .amiss(
                words,
                remedy:
                    "\(asked) in nginx.conf, where the system lets processes have as much (ulimit -Hn; LimitNOFILE= "
                    + "in a unit); see nginx/README.md")
        }
        return openFiles == nil ? .unknown(words) : .well(words)
    }
}
