internal import Glibc

/// The folder that the migrations lie in.
struct MigrationFolder: Sendable {
    let path: String

    /// All migrations, in the order of their numbers. Other files are left alone, unless they end in `.sql`.
    /// Errors: the folder or a file cannot be read, or a name, number or text is not as it must be.
    func migrations() throws(MigrationError) -> [Migration] {
        var found: [Migration] = []
        for file in try fileNames() where file.hasSuffix(".sql") {
            guard let (version, name) = Migration.parse(file: file) else {
                throw MigrationError("a migration is named NNNN_name.sql, the name in a-z, 0-9 and _", file: file)
            }
            found.append(Migration(version: version, name: name, text: try text(of: file)))
        }
        found.sort { $0.version < $1.version }
        for (index, migration) in found.enumerated() where migration.version != index + 1 {
            let message =
                migration.version <= index
                ? "the number is taken twice" : "the number \(Migration.padded(index + 1)) is missing before this one"
            throw MigrationError(message, file: migration.file)
        }
        return found
    }

    /// Makes a new file; never overwrites one. Errors: it cannot be written.
    func write(_ text: String, to file: String) throws(MigrationError) {
        let descriptor = open("\(path)/\(file)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw failure(file) }
            rest = rest.dropFirst(written)
        }
    }

    private func fileNames() throws(MigrationError) -> [String] {
        guard let directory = opendir(path) else {
            throw MigrationError("the folder \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    private func text(of file: String) throws(MigrationError) -> String {
        let descriptor = open("\(path)/\(file)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw failure(file) }
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw MigrationError("the file is not UTF-8 text", file: file)
        }
        return text
    }

    private func failure(_ file: String) -> MigrationError {
        MigrationError(String(cString: strerror(errno)), file: file)
    }
}
