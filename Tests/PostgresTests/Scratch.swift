import Glibc
import Postgres
import TestSupport
import Testing

/// Runs `body` on a connection to a database without the store's schema; rolled back at the end.
func scratch<T>(_ body: (inout Connection) throws -> T) throws -> T {
    var db = try Connection(TestCluster.administrator)
    return try db.rollingBack(body)
}

/// Runs `body` and gives the error it threw; `nil` if it went through.
func error(of body: () throws -> Void) -> DatabaseError? {
    do {
        try body()
        return nil
    } catch {
        return error as? DatabaseError
    }
}

/// Expects the connection to be usable and in no transaction; or not. (`#expect` itself takes only what is copyable.)
func expectIdle(
    _ db: borrowing Connection, _ expected: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
) {
    let isIdle = db.isIdle
    #expect(isIdle == expected, sourceLocation: sourceLocation)
}

/// A folder of files, removed when the value goes.
struct TemporaryFolder: ~Copyable {
    let path: String

    init(_ files: [String: String] = [:]) {
        var template = Array("/tmp/nexus-files-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no folder: errno \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for (name, text) in files { write(text, to: name) }
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { _ = unlink("\(path)/\(String(cString: $0))") }
            }
        }
        closedir(directory)
        rmdir(path)
    }

    func write(_ text: String, to name: String) {
        guard let file = fopen("\(path)/\(name)", "w") else { fatalError("no file \(name): errno \(errno)") }
        fputs(text, file)
        fclose(file)
    }

    func remove(_ name: String) {
        unlink("\(path)/\(name)")
    }
}
