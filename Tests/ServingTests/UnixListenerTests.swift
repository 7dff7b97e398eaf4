import FoundationEssentials
import Glibc
import Processes
import Testing

@testable import Serving

@Suite("The listening socket")
struct UnixListenerTests {
    @Test("The listener is for owner and group, takes over a dead socket, and leaves a live one and files alone")
    func listener() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = "\(directory)/worker.sock"
        do {
            let listener = try UnixListener(path, mode: 0o660)
            #expect(UnixSocket.mode(ofListener: listener.descriptor) == 0o660)
            #expect(UnixSocket.answers(path))
        }
        #expect(Files.status(path) == nil)
        leaveDeadSocket(path)
        do {
            let listener = try UnixListener(path, mode: 0o600)
            #expect(UnixSocket.mode(ofListener: listener.descriptor) == 0o600)
        }
        try Files.write("a file", to: path)
        #expect(throws: CommandFailure.self) { _ = try UnixListener(path, mode: 0o660).descriptor }
        #expect(try Files.contents(path) == "a file")
    }

    /// What a process that was killed leaves: a socket's file, and nobody behind it.
    private func leaveDeadSocket(_ path: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        _ = UnixSocket.withAddress(path) { bind(descriptor, $0, $1) }
        close(descriptor)
    }
}
