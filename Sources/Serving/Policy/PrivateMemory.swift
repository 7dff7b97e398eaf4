internal import FoundationEssentials

/// The memory that this process has for itself.
public enum PrivateMemory {
    /// Bytes; nil where /proc does not tell (Linux before 4.14).
    public static func now() -> UInt64? {
        // Not with String(contentsOf:), which asks for a size that /proc does not know.
        FileManager.default.contents(atPath: "/proc/self/smaps_rollup")
            .flatMap { parse(Array($0)) }
    }

    /// The sum of `Private_Clean` and `Private_Dirty` in proc(5)'s smaps format.
    static func parse(_ file: [UInt8]) -> UInt64? {
        var sum: UInt64?
        for line in file.split(separator: UInt8(ascii: "\n")) where line.starts(with: "Private_".utf8) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 3, words[0] == "Private_Clean:" || words[0] == "Private_Dirty:",
                let kibibytes = UInt64(words[1]), kibibytes < 1 << 40
            else { continue }
            sum = (sum ?? 0) + kibibytes << 10
        }
        return sum
    }
}
