/// Records of the FastCGI protocol (specification, 3.3), as a web server writes them.
enum Record {
    static let begin: UInt8 = 1
    static let abort: UInt8 = 2
    static let end: UInt8 = 3
    static let parameters: UInt8 = 4
    static let input: UInt8 = 5
    static let output: UInt8 = 6

    static func bytes(_ type: UInt8, _ content: [UInt8] = [], id: UInt16 = 1, padding: Int = 0) -> [UInt8] {
        let count = content.count
        return [1, type, UInt8(id >> 8), UInt8(id & 0xFF), UInt8(count >> 8), UInt8(count & 0xFF), UInt8(padding), 0]
            + content + [UInt8](repeating: 0, count: padding)
    }

    static func begin(role: UInt8 = 1, keep: Bool = false) -> [UInt8] {
        bytes(begin, [0, role, keep ? 1 : 0, 0, 0, 0, 0, 0])
    }

    /// A whole stream: records of at most `size` bytes each and the empty one that ends it.
    static func stream(_ type: UInt8, _ content: [UInt8], size: Int = 32_768) -> [UInt8] {
        var records: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: size) {
            let piece = Array(content[start..<min(start + size, content.count)])
            records += bytes(type, piece, padding: (8 - piece.count % 8) % 8)
        }
        return records + bytes(type)
    }

    static func pair(_ name: [UInt8], _ value: [UInt8]) -> [UInt8] {
        length(name.count) + length(value.count) + name + value
    }

    private static func length(_ count: Int) -> [UInt8] {
        count < 128
            ? [UInt8(count)]
            : [UInt8(count >> 24) | 0x80, UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
    }
}
