internal import Glibc
internal import Processes
internal import Synchronization

/// Numbers of 64 bits in memory that several processes share.
///
/// The one room of this command with unsafe memory, and why: what processes share is memory from mmap(2), which Swift has
/// no safe name for. It is bound, once and for as long as this lives, to `Atomic<UInt64>`, which is eight aligned bytes
/// without anything else; every access goes through the bounds below and is atomic, so a process that is killed between
/// two stores leaves numbers behind, never half of one. The file is the store's user's own and is never made shorter.
struct SharedWords: ~Copyable {
    enum Access {
        case readOnly, readWrite
    }

    let count: Int
    private let words: UnsafeMutablePointer<Atomic<UInt64>>

    /// A new file of zeros in the place of `path`; whoever has the old one mapped keeps that.
    static func create(_ path: String, count: Int) throws(CommandFailure) -> SharedWords {
        let draft = "\(path).new"
        unlink(draft)
        let descriptor = Glibc.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(draft, errno) }
        defer { close(descriptor) }
        // posix_fallocate: on a full disk this fails now, and not as SIGBUS at the first store.
        let code = posix_fallocate(descriptor, 0, count * MemoryLayout<UInt64>.size)
        guard code == 0 else { throw .system(draft, code) }
        let words = try SharedWords(descriptor, count: count, .readWrite, path)
        guard rename(draft, path) == 0 else { throw .system(path, errno) }
        return words
    }

    /// The file that another process made.
    static func open(_ path: String, _ access: Access) throws(CommandFailure) -> SharedWords {
        let flags = access == .readOnly ? O_RDONLY : O_RDWR
        let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .system(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path, errno) }
        return try SharedWords(descriptor, count: Int(status.st_size) / MemoryLayout<UInt64>.size, access, path)
    }

    /// Shared with nobody.
    static func alone(count: Int) throws(CommandFailure) -> SharedWords {
        try SharedWords(-1, count: count, .readWrite, "memory")
    }

    private init(_ descriptor: Int32, count: Int, _ access: Access, _ name: String) throws(CommandFailure) {
        guard count > 0 else { throw CommandFailure("\(name) is empty") }
        let protection = access == .readOnly ? PROT_READ : PROT_READ | PROT_WRITE
        let kind = descriptor < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
        let start = mmap(nil, count * MemoryLayout<UInt64>.size, protection, kind, descriptor, 0)
        guard let start, start != MAP_FAILED else { throw .system(name, errno) }
        words = start.bindMemory(to: Atomic<UInt64>.self, capacity: count)
        self.count = count
    }

    deinit {
        munmap(words, count * MemoryLayout<UInt64>.size)
    }

    /// Zero for an index that there is not.
    func load(_ index: Int) -> UInt64 {
        guard index >= 0, index < count else { return 0 }
        return words[index].load(ordering: .acquiring)
    }

    /// Visible to others not before what was stored earlier. An index that there is not is passed over.
    func store(_ value: UInt64, at index: Int) {
        guard index >= 0, index < count else { return }
        words[index].store(value, ordering: .releasing)
    }

    func add(_ value: UInt64, at index: Int) {
        guard index >= 0, index < count else { return }
        words[index].wrappingAdd(value, ordering: .relaxed)
    }
}
