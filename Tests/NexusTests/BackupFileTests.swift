import FoundationEssentials
import Glibc
import Processes
import Testing

@testable import Nexus

@Suite("Backup files")
struct BackupFileTests {
    private let manifest = BackupManifest(
        made: "2026-05-04T03:02:01.000000Z", server: 150_012,
        tables: [
            TableDigest(name: "public.orders", rows: 2000, digest: "ab"),
            TableDigest(name: "public.\"odd, name\"", rows: 0, digest: "cd"),
        ],
        sequences: [SequenceValue(name: "public.orders_id_seq", value: 7)])

    /// A sealed file of a small archive, at a path of its own.
    private func withBackup(_ body: (String) throws -> Void) throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = "\(directory)/backup"
        try Files.write("archive\nof pg_dump", to: path)
        try BackupFile.seal(path, manifest, key: nil)
        try body(path)
    }

    @Test("A manifest read back is the one that was written, and anything else is none")
    func roundTrip() {
        #expect(BackupManifest(manifest.text) == manifest)
        let broken = ["", "\n", "Nexus backup manifest 2\nmade\tx\nserver\t1\n", manifest.text + "more\n"]
        for text in broken + [String(manifest.text.dropLast())] { #expect(BackupManifest(text) == nil) }
    }

    @Test("The archive stands first and as it was, and the manifest comes back from behind it")
    func sealed() throws {
        try withBackup { path throws in
            #expect(try BackupFile(path, key: nil).manifest == manifest)
            #expect(try Files.contents(path).hasPrefix("archive\nof pg_dumpNexus backup manifest 1\n"))
        }
    }

    @Test("A file in which any one bit differs, or whose end is gone, is refused")
    func everyByte() throws {
        try withBackup { path throws in
            let bytes = Array(try Files.contents(path).utf8)
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1
                try Files.write(changed, to: path, mode: 0o600)
                #expect(throws: CommandFailure.self, "byte \(index)") { try BackupFile(path, key: nil) }
                try Files.write(Array(bytes[..<index]), to: path, mode: 0o600)
                #expect(throws: CommandFailure.self, "\(index) bytes") { try BackupFile(path, key: nil) }
            }
        }
    }

    // Attack 10
    @Test("With a key, only what was signed with that key is taken, and only as it was signed; without one, either is")
    func signed() throws {
        let (ours, theirs) = (BackupKey(Array(repeating: 1, count: 32)), BackupKey(Array(repeating: 2, count: 32)))
        try withBackup { path throws in
            #expect(throws: CommandFailure.self) { try BackupFile(path, key: ours) }
            for (key, isOurs) in [(ours, true), (theirs, false)] {
                try Files.write("archive\nof pg_dump", to: path)
                try BackupFile.seal(path, manifest, key: key)
                #expect(try BackupFile(path, key: nil).manifest == manifest)
                if isOurs {
                    #expect(try BackupFile(path, key: ours).manifest == manifest)
                } else {
                    #expect(throws: CommandFailure.self) { try BackupFile(path, key: ours) }
                }
            }
            // Sealed anew by somebody who has not the key, under a signature of ours.
            try Files.write("archive\nof pg_dump", to: path)
            try BackupFile.seal(path, manifest, key: ours)
            let signature = try #require(try Files.contents(path).split(separator: "\t").last)
            try Files.write("another archive", to: path)
            try BackupFile.seal(path, manifest, key: nil)
            try Files.write("\(try Files.contents(path).dropLast())\t\(signature)", to: path)
            #expect(try BackupFile(path, key: nil).manifest == manifest)
            #expect(throws: CommandFailure.self) { try BackupFile(path, key: ours) }
        }
    }

    @Test("A table's name that would break the manifest makes no backup")
    func oddName() throws {
        try withBackup { path throws in
            let odd = BackupManifest(
                made: "x", server: 1, tables: [TableDigest(name: "a\tb", rows: 1, digest: "")], sequences: [])
            #expect(throws: CommandFailure.self) { try BackupFile.seal(path, odd, key: nil) }
        }
    }

    @Test("A copy is compared table by table, and a sequence may be ahead but not behind")
    func comparison() {
        func faults(_ tables: [TableDigest], _ value: Int64) -> [String] {
            BackupComparison(manifest, tables: tables, sequences: [.init(name: "public.orders_id_seq", value: value)])
                .faults.map { "\($0.name) \($0.fault ?? "")" }
        }
        let (orders, odd) = (manifest.tables[0], manifest.tables[1])
        #expect(faults([odd, orders], 7) == [])
        #expect(faults([odd, orders], 8) == [])
        #expect(faults([odd, orders], 6) == ["public.orders_id_seq is behind, and would give out ids twice"])
        #expect(faults([orders], 7) == ["\(odd.name) is missing"])
        let fewer = TableDigest(name: orders.name, rows: 1999, digest: "ab")
        #expect(faults([odd, fewer], 7) == ["public.orders has another number of rows"])
        let other = TableDigest(name: orders.name, rows: 2000, digest: "ac")
        #expect(faults([odd, other], 7) == ["public.orders has other rows"])
        let stray = TableDigest(name: "public.z", rows: 0, digest: "")
        #expect(faults([odd, orders, stray], 7) == ["public.z is not in the manifest"])
    }

    @Test("Of what a program says the first complaint is kept, however it arrives")
    func spokenLines() {
        var lines = SpokenLines()
        #expect(lines.take("pg_dump: reading\npg_dump: err".utf8) == ["pg_dump: reading"])
        #expect(lines.take("or: no\n".utf8) == ["pg_dump: error: no"])
        for number in 1...20 { _ = lines.take("\(number)\n".utf8) }
        #expect(lines.complaint == "pg_dump: error: no\n1\n2\n3\n4\n5\n6\n7")
    }
}
