import Processes

/// Room on the disks that the store writes to, looked at before it runs out: that of the run directory, and those of the
/// database and the logs where they are in their usual places on this machine.
enum DiskCheck {
    static func findings(_ settings: Settings) -> [Finding] {
        let run = Paths.absolute(settings.runDirectory)
        let others = usualPlaces(settings.environment, run: run).filter(Files.isDirectory)
        var seen: [String] = []
        return ([run] + others).compactMap { path in
            guard let disk = Disk(holding: path) else {
                return Finding("disk", .unknown("\(path) cannot be looked at"))
            }
            guard !seen.contains(disk.mountPoint) else { return nil }
            seen.append(disk.mountPoint)
            return Finding("disk", verdict(disk, path, settings.freeMebibytes))
        }
    }

    /// Where `nexus up`, or Debian, has the database and the logs.
    static func usualPlaces(_ environment: Settings.Environment, run: String) -> [String] {
        switch environment {
        case .development: ["postgres", "log"].map { "\(Paths.parent(of: run))/\($0)" }
        case .production: ["/var/lib/postgresql", "/var/log"]
        }
    }

    /// - Parameter least: MiB below which the store calls itself not ready.
    static func verdict(_ disk: Disk, _ path: String, _ least: Int) -> Finding.Verdict {
        let words = "\(disk.freeMebibytes) MiB are free at \(disk.mountPoint), which holds \(path)"
        guard disk.freeMebibytes >= least * Int(Readiness.lowTimes) else {
            return .amiss(
                words, remedy: "make room: the store stops where there is none (NEXUS_FREE_SPACE: \(least) MiB)")
        }
        return .well(words)
    }
}
