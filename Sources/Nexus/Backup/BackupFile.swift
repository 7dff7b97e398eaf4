import Crypto
import Glibc
import Processes

/// A backup: pg_dump's archive, the manifest behind it, and one last line with the archive's length, the SHA-256 of all
/// before that line, and, where there is a key, a signature of the two. One file, so that nothing can get separated; pg_restore reads the archive and leaves the rest.
///
/// Reading it checks it: not one byte is as it was written, or `init` throws.
struct BackupFile {
    let path: String
    let manifest: BackupManifest

    private static let mark = "end"
    /// More than a last line can have.
    private static let longestEnd = 200
    /// More than a manifest of thousands of tables has.
    private static let longestManifest = 16 << 20

    /// Puts the manifest behind the archive at `path`, and has the disk keep all of it.
    static func seal(_ path: String, _ manifest: BackupManifest, key: BackupKey?) throws(CommandFailure) {
        guard BackupManifest(manifest.text) == manifest else {
            throw CommandFailure("a table's name has a tab or a line's end in it, which a manifest cannot hold")
        }
        let file = try OpenFile(path, O_RDWR | O_APPEND)
        var hash = SHA256()
        let length = try file.read { hash.update(data: $0) }
        let text = Array(manifest.text.utf8)
        hash.update(data: text)
        try file.append(text)
        let end = "\(mark)\t\(length)\t\(hash.finalize().hexadecimal)"
        let signature = key.map { "\t\($0.signature(of: end))" } ?? ""
        try file.append(Array("\(end)\(signature)\n".utf8))
        guard fsync(file.descriptor) == 0 else { throw .system(path, errno) }
    }

    /// - Parameter key: what must have signed it; nil if it need not be signed.
    /// - Throws: `CommandFailure` when it cannot be read, is no backup, was cut short or was changed, or is not signed.
    init(_ path: String, key: BackupKey?) throws(CommandFailure) {
        let file = try OpenFile(path, O_RDONLY)
        let size = try file.size
        let tail = try file.bytes(from: max(0, size - Self.longestEnd), to: size)
        guard tail.last == 0x0a, let lineStart = tail.dropLast().lastIndex(of: 0x0a).map({ $0 + 1 }) else {
            throw CommandFailure("\(path) is no backup of `nexus backup`, or was cut short")
        }
        let words = String(decoding: tail[lineStart...].dropLast(), as: UTF8.self).split(separator: "\t")
        let end = size - (tail.count - lineStart)
        guard (3...4).contains(words.count), words[0] == Self.mark[...], let length = Int(words[1]),
            (0...end).contains(length),
            end - length <= Self.longestManifest
        else {
            throw CommandFailure("\(path) is no backup of `nexus backup`, or was cut short")
        }
        var hash = SHA256()
        try file.read(upTo: end) { hash.update(data: $0) }
        guard hash.finalize().hexadecimal == words[2] else {
            throw CommandFailure("\(path) is damaged: its bytes are not those that were written")
        }
        if let key, words.count < 4 || !key.vouches(for: words[..<3].joined(separator: "\t"), by: words[3]) {
            throw CommandFailure("\(path) was not signed with the key of NEXUS_BACKUP_KEY, so it may be anybody's")
        }
        let text = String(decoding: try file.bytes(from: length, to: end), as: UTF8.self)
        guard let manifest = BackupManifest(text) else {
            throw CommandFailure("\(path) has a manifest that this version of nexus cannot read")
        }
        self.path = path
        self.manifest = manifest
    }
}
