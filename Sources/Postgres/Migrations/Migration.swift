/// One file of the migrations' folder: `0002_products.sql`.
public struct Migration: Sendable {
    /// From the file's name; the first is 1.
    public let version: Int
    /// Between the number and `.sql`.
    public let name: String

    let text: String

    /// The name of the file, without its folder.
    public var file: String { Migration.file(version, name) }

    init(version: Int, name: String, text: String) {
        self.version = version
        self.name = name
        self.text = text
    }

    /// The two parts of a file's name; `nil` unless it is `NNNN_name.sql`, the name in `a-z`, `0-9` and `_`.
    static func parse(file: String) -> (version: Int, name: String)? {
        guard file.hasSuffix(".sql") else { return nil }
        let stem = file.dropLast(4)
        guard let mark = stem.firstIndex(of: "_"), stem[..<mark].utf8.count == 4,
            stem[..<mark].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let version = Int(stem[..<mark]), version > 0
        else { return nil }
        let name = String(stem[mark...].dropFirst())
        return isName(name) ? (version, name) : nil
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 80
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
            }
    }

    static func file(_ version: Int, _ name: String) -> String { "\(padded(version))_\(name).sql" }

    /// Four digits, as in the files' names.
    static func padded(_ version: Int) -> String {
        let digits = String(version)
        return String(repeating: "0", count: max(4 - digits.utf8.count, 0)) + digits
    }
}
