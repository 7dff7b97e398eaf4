import Processes

/// The C libraries, by the packages they came in: only those tell the patch level.
enum LibraryCheck {
    private struct Library {
        let package: String
        let atLeast: String
        let reason: String
    }

    private static let libraries = [
        Library(package: "libpq5", atLeast: "15", reason: "pipelines and their fixes"),
        Library(package: "libfcgi0ldbl", atLeast: "2.4.2-2+deb12u1", reason: "CVE-2025-23016"),
        Library(package: "libargon2-1", atLeast: "0~20171227", reason: "argon2id"),
        Library(package: "libicu72", atLeast: "72.1", reason: "Unicode 15"),
    ]

    static func findings() -> [Finding] {
        libraries.map { Finding($0.package, verdict($0)) }
    }

    private static func verdict(_ library: Library) -> Finding.Verdict {
        guard let query = Executable.find("dpkg-query"), let dpkg = Executable.find("dpkg") else {
            return .unknown("no dpkg here; version \(library.atLeast) or newer is needed (\(library.reason))")
        }
        let asked = try? Launch(query, ["-W", "-f", "${Version}", library.package]).result()
        guard let asked, asked.end == .exit(0), !asked.said.isEmpty else {
            return .unknown("not installed as a package")
        }
        let compared = try? Launch(dpkg, ["--compare-versions", asked.said, "ge", library.atLeast]).result()
        guard compared?.end == .exit(0) else {
            return .amiss(
                "\(asked.said) is older than \(library.atLeast) (\(library.reason))",
                remedy: "apt install --only-upgrade \(library.package)")
        }
        return .well(asked.said)
    }
}
