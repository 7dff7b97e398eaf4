import FoundationEssentials
import Processes

/// nginx: installed, and content with the site.
enum NginxCheck {
    static func findings(_ settings: Settings, _ home: Home) -> [Finding] {
        guard let nginx = Executable.find("nginx") else {
            return [Finding("nginx", .amiss("it is not installed", remedy: "apt install nginx"))]
        }
        let version = (try? Launch(nginx, ["-v"]).result().said) ?? ""
        let words = version.split(separator: "\n").first.map(String.init) ?? nginx
        return [Finding("nginx", .well(words)), Finding("nginx -t", verdict(settings, home))]
    }

    /// Has nginx look at the site as `nexus up` would write it, in a directory that is removed afterwards. The real one
    /// may need root, for its certificate.
    private static func verdict(_ settings: Settings, _ home: Home) -> Finding.Verdict {
        guard let made = Files.makeTemporaryDirectory("/tmp/nexus-doctor-") else { return .unknown("no room in /tmp") }
        let directory = UpDirectory(made)
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        do throws(CommandFailure) {
            try directory.make()
            try Certificate(directory).make()
            try UpNginx(
                directory, home, UpTools(), ports: (https: 8443, http: 8080), socket: Paths.absolute(settings.socket),
                probe: "\(directory.run)/probe.sock", front: NginxFront()
            ).write()
            return .well("the site is well-formed")
        } catch {
            return .amiss(error.message, remedy: "put nginx/ back as it came, or mend what nginx names")
        }
    }
}
