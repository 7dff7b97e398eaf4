import Processes

/// Room on the disk that the store writes to, looked at before it runs out.
enum DiskCheck {
    static func finding(_ settings: Settings) -> Finding {
        let path = settings.runDirectory
        guard let disk = Disk(holding: path) else { return Finding("disk", .unknown("\(path) cannot be looked at")) }
        let words = "\(disk.freeMebibytes) MiB are free at \(disk.mountPoint), which holds \(path)"
        let least = settings.freeMebibytes * Int(Readiness.lowTimes)
        return disk.freeMebibytes >= least
            ? Finding("disk", .well(words))
            : Finding(
                "disk",
                .amiss(
                    words, remedy: "make room: below \(settings.freeMebibytes) MiB (NEXUS_FREE_SPACE) it is not ready"))
    }
}
