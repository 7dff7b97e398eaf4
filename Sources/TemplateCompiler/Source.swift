/// The text of one template file.
struct Source {
    /// The path below the folder of templates, as `include` and `extends` spell it: `products/show.html`.
    let name: String
    /// UTF-8, every line ended by a line feed alone.
    let bytes: [UInt8]
    private let lineStarts: [Int]

    init(name: String, text: String) {
        let bytes = Source.withLineFeedsOnly(Array(text.utf8))
        self.name = name
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// Where the byte at `offset` stands; the end of the file counts as a place.
    func position(at offset: Int) -> Position {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[lineStarts[low]..<min(offset, bytes.count)]
        let characters = before.count { $0 & 0b1100_0000 != 0b1000_0000 }
        return Position(file: name, line: low + 1, column: characters + 1)
    }

    /// Whether only a line feed, or nothing, precedes `offset` on its line, and the line is not the first.
    func isStartOfLaterLine(_ offset: Int) -> Bool {
        offset > 0 && bytes[offset - 1] == UInt8(ascii: "\n")
    }

    /// A page written on another system gives the same bytes.
    private static func withLineFeedsOnly(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
        return bytes.indices.filter { index in
            let next = index + 1
            return bytes[index] != UInt8(ascii: "\r") || next == bytes.count || bytes[next] != UInt8(ascii: "\n")
        }.map { bytes[$0] }
    }
}
