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
        let subject = "running nginx"
        guard let nginx = Executable.find("nginx") else { return [] }
        let socket = Paths.absolute(settings.socket)
        var unread = 0
        for running in RunningNginx.all() {
            guard let dump = running.configuration(nginx) else {
                unread += 1
                continue
            }
            guard let file = dump.site(of: socket) else { continue }
            return [Finding(subject, verdict(file)), Finding("nginx's room", room(running, dump))]
        }
        return [
            Finding(
                subject,
                .unknown(
                    unread > 0
                        ? "this user may not read the configuration of the nginx that runs here"
                        : "none that runs here sends requests to \(socket)"))
        ]
    }

    private func verdict(_ file: NginxDump.File) -> Finding.Verdict {
        let remedy = "make it again, as nginx/README.md says (An upgrade), and reload nginx"
        guard let maker = file.text.firstMatch(of: /(?m)^# Made by: (.+)$/)?.1,
            let expected = try? expected(String(maker), file.path)
        else {
            return .amiss("\(file.path) was made by another version, or by hand", remedy: remedy)
        }
        guard let difference = NginxDump.difference(file.text, expected: expected) else {
            return .well("\(file.path) is what `\(maker)` prints")
        }
        let lines =
            difference.missing.prefix(3).map { "\n    lacks: \($0)" }
            + difference.strange.prefix(3).map { "\n    has: \($0)" }
        let words = lines.isEmpty ? ["\n    the order of its lines"] : lines
        return .amiss("\(file.path) is not what `\(maker)` prints now:\(words.joined())", remedy: remedy)
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
            ).site?.site()
        default: return nil
        }
    }

    /// Enough for an attacker with half-open connections to lose patience.
    private func room(_ running: RunningNginx, _ dump: NginxDump) -> Finding.Verdict {
        let wanted = NginxRoom.here
        let words =
            "\(dump.connections) connections and \(running.openFiles.map(String.init) ?? "?") files for each process"
        let remedy =
            "worker_connections \(wanted.connections) and worker_rlimit_nofile \(wanted.openFiles) in nginx.conf; "
            + "see nginx/README.md"
        let files = running.openFiles ?? wanted.openFiles
        guard dump.connections >= wanted.connections, files >= dump.connections else {
            return .amiss(words, remedy: remedy)
        }
        return .well(words)
    }
}
