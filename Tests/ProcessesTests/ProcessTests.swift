import FoundationEssentials
import Glibc
import Testing

@testable import Processes

@Suite("Processes, files and ports")
struct ProcessTests {
    @Test("What a program says and how it ends comes back")
    func result() throws {
        let (end, said) = try Launch("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"]).result()
        #expect(end == .exit(3))
        #expect(said.split(separator: "\n").sorted() == ["err", "out"])
        #expect(throws: CommandFailure.self) { try Launch("/nowhere", []).start() }
    }

    @Test(
        "A program that does not end in time is killed with all that it started, also when another keeps its output open"
    )
    func endless() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for script in ["echo $$ > \"$0\"; exec sleep 60", "sleep 60 & echo $! > \"$0\"; exit 0"] {
            let file = PidFile(path: "\(directory)/id")
            #expect(throws: CommandFailure.self) {
                try Launch("/bin/sh", ["-c", script, file.path]).result(within: .seconds(1))
            }
            // A machine that is slow may have had no time for it at all.
            guard let id = file.id else { continue }
            for _ in 0..<3_000 where isRunning(id) { usleep(10_000) }
            #expect(!isRunning(id))
            file.remove()
        }
    }

    /// Whether there is such a process, and it is not only waited for.
    private func isRunning(_ id: pid_t) -> Bool {
        guard let stat = try? Files.contents("/proc/\(id)/stat") else { return false }
        return !stat.contains(") Z ")
    }

    @Test("A directory that may be entered is no program, nor is a file that may not be run")
    func programs() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Files.makeDirectory("\(directory)/nexus-test-program", mode: 0o755)
        #expect(Executable.find("nexus-test-program", first: [directory]) == nil)
        try FileManager.default.removeItem(atPath: "\(directory)/nexus-test-program")
        try Files.write("#!/bin/sh\n", to: "\(directory)/nexus-test-program", mode: 0o644)
        #expect(Executable.find("nexus-test-program", first: [directory]) == nil)
        chmod("\(directory)/nexus-test-program", 0o755)
        #expect(Executable.find("nexus-test-program", first: [directory]) == "\(directory)/nexus-test-program")
    }

    @Test("A process that does not listen is killed, and that is told")
    func stubborn() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let script = "trap '' TERM; : > \"$0\"; while :; do sleep 1; done"
        let child = try Launch("/bin/sh", ["-c", script, "\(directory)/deaf"]).start()
        for _ in 0..<6_000 where Files.status("\(directory)/deaf") == nil { usleep(10_000) }
        #expect(child.stop(SIGTERM, patience: .milliseconds(200)) == .signal(SIGKILL))
    }

    @Test("A process dies with the one that started it")
    func diesWithParent() throws {
        // The shell stands in for a parent: it starts the other through setpriv, as Launch does, and is killed.
        let setpriv = try #require(Executable.find("setpriv"))
        let parent = try Launch(
            "/bin/sh", ["-c", "\(setpriv) --pdeathsig TERM -- sleep 60 & echo $! > \"$0\"; wait", pidPath]
        ).start()
        let child = try #require(waitForChild())
        // Before it is `sleep`, it is a setpriv that may not have asked for the signal yet.
        for _ in 0..<6_000 where name(of: child) != "sleep" { usleep(10_000) }
        #expect(name(of: child) == "sleep")
        parent.send(SIGKILL)
        _ = parent.end(within: .seconds(60))
        for _ in 0..<3_000 where kill(child, 0) == 0 { usleep(20_000) }
        #expect(kill(child, 0) != 0)
        unlink(pidPath)
    }

    private func name(of process: pid_t) -> String? {
        guard let file = fopen("/proc/\(process)/comm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private let pidPath = "/tmp/nexus-test-child-\(getpid())"

    private func waitForChild() -> pid_t? {
        for _ in 0..<3_000 {
            if let id = PidFile(path: pidPath).id { return id }
            usleep(20_000)
        }
        return nil
    }

    @Test("A lock is one process's, until it lets go")
    func lock() throws {
        let path = "/tmp/nexus-test-lock-\(getpid())"
        defer { unlink(path) }
        do {
            let first = try FileLock(path)
            #expect(try isFree(path) == false)
            withExtendedLifetime(first) {}
        }
        #expect(try isFree(path))
    }

    private func isFree(_ path: String) throws -> Bool {
        if let lock = try FileLock(path) {
            withExtendedLifetime(lock) {}
            return true
        }
        return false
    }

    @Test("A port that somebody listens on is not free")
    func ports() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = listen(descriptor, 1)
                _ = getsockname(descriptor, $0, &size)
            }
        }
        #expect(!LoopbackPort.isFree(UInt16(bigEndian: address.sin_port)))
    }

    @Test("Paths lose their dots and doubled slashes")
    func paths() {
        #expect(Paths.absolute("/a/./b//c/../d/") == "/a/b/d")
        #expect(Paths.absolute("/../x") == "/x")
        #expect(Paths.parent(of: "/a/b") == "/a")
        #expect(Paths.parent(of: "/a") == "/")
        #expect(Paths.parent(of: "/") == "/")
        #expect(Paths.absolute("x") == "\(FileManager.default.currentDirectoryPath)/x")
    }
}
