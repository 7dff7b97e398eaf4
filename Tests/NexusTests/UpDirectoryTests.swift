import Glibc
import Processes
import Testing

@testable import Nexus

@Suite("Where `nexus up` keeps things")
struct UpDirectoryTests {
    @Test("A path too long for a socket gets a short stand-in, always the same, for its owner alone")
    func shortDirectory() throws {
        let directory = UpDirectory("/tmp/\(String(repeating: "long/", count: 30))")
        let socket = try directory.socket("worker")
        #expect(socket.utf8.count <= UnixSocket.longestPath)
        #expect(try directory.socket("worker") == socket)
        let short = Paths.parent(of: socket)
        defer { rmdir(short) }
        #expect(Files.status(short).map { $0.st_mode & 0o777 } == 0o700)
        chmod(short, 0o777)
        #expect(throws: CommandFailure.self) { try directory.socket("worker") }
        #expect(try UpDirectory("/tmp/x").socket("worker") == "/tmp/x/run/worker.sock")
    }
}
