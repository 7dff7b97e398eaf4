internal import FoundationEssentials
public import Glibc
internal import SystemPackage

/// Files and directories, with permissions that do not depend on the umask.
public enum Files {
    /// Where a directory above it is missing, that is made too, as `mkdir -p` would.
    public static func makeDirectory(_ path: String, mode: mode_t = 0o700) throws(CommandFailure) {
        let parent = Paths.parent(of: Paths.absolute(path))
        if parent != "/", status(parent) == nil { try makeDirectory(parent, mode: 0o755) }
        if mkdir(path, mode) == 0 {
            chmod(path, mode)
            return
        }
        guard errno == EEXIST else { throw .system(path, errno) }
        guard isDirectory(path) else { throw CommandFailure("\(path) is no directory") }
    }

    /// A new directory of this user's alone whose path begins with `start`; nil, and `errno`, when there can be none.
    public static func makeTemporaryDirectory(_ start: String) -> String? {
        var template = "\(start)XXXXXX".utf8CString.map(\.self)
        guard mkdtemp(&template) != nil else { return nil }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Replaces the file as a whole, so that nobody ever reads half of it.
    public static func write(_ text: String, to path: String, mode: mode_t = 0o600) throws(CommandFailure) {
        try write(Array(text.utf8), to: path, mode: mode)
    }

    public static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(CommandFailure) {
        let draft = "\(path).new"
        do {
            let file = try FileDescriptor.open(
                draft, .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
                permissions: FilePermissions(rawValue: mode))
            _ = try file.closeAfter {
                fchmod(file.rawValue, mode)
                return try file.writeAll(bytes)
            }
        } catch {
            throw .system(draft, error)
        }
        guard rename(draft, path) == 0 else { throw .system(path, errno) }
    }

    /// A log file, opened for adding to its end.
    public static func openLog(_ path: String) throws(CommandFailure) -> Int32 {
        do {
            return try FileDescriptor.open(
                path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: .ownerReadWrite
            ).rawValue
        } catch {
            throw .system(path, error)
        }
    }

    public static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Of the thing itself, not of what a symbolic link points to; nil when there is nothing.
    public static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// What a symbolic link points to; nil when there is none.
    public static func link(_ path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// Of what a directory holds, in no order.
    public static func names(in directory: String) throws(CommandFailure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw CommandFailure("\(directory) cannot be read")
        }
    }

    public static func contents(_ path: String) throws(CommandFailure) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw CommandFailure("\(path) cannot be read")
        }
    }
}
