import Glibc
import HTTP
import TestSupport

@testable import Web

/// A place of a request where a stranger may write.
enum Place: Sendable, CustomStringConvertible {
    case field(String)
    /// A key of the query.
    case key(String)
    /// A typed part of the address, by its number.
    case part(Int)
    case header(RequestHeader)
    case cookie(String)

    var description: String {
        switch self {
        case .field(let name): "field \(name)"
        case .key(let name): "?\(name)="
        case .part(let number): "part \(number) of the address"
        case .header(let header): header.rawValue
        case .cookie(let name): "cookie \(name)"
        }
    }

    /// Every place of a row.
    static func all(of row: RouteRow, _ sample: SampleForm?) -> [Place] {
        let fields = sample?.fields.map { Place.field($0.name) } ?? []
        let keys = row.method == .get ? keysRead.map { Place.key($0) } : []
        let parts = row.pattern.utf8.count { $0 == UInt8(ascii: "{") }
        return fields + keys + (0..<parts).map { .part($0) } + RequestHeader.allCases.map { .header($0) }
            + cookies.map { .cookie($0) }
    }

    /// Every key that any page looks for in its query. `Query.value(of:)` takes a literal only, so all of them stand in
    /// the source; a page is tried with all, because most are read in functions that pages share.
    static let keysRead = literals(after: "query.value(of: \"")
    /// The names of our cookies.
    static let cookies = literals(after: "ookieName = \"") + [SessionCookie.name]

    /// What stands in Sources/Web between this text and the next quote.
    private static func literals(after text: String) -> [String] {
        let needle = Array(text.utf8)
        var found: Set<String> = []
        for source in sources() {
            var rest = source[...]
            while let start = rest.firstIndex(of: needle[0]) {
                rest = rest[start...]
                if rest.starts(with: needle) {
                    let name = rest.dropFirst(needle.count).prefix { $0 != UInt8(ascii: "\"") }
                    found.insert(String(decoding: name, as: UTF8.self))
                }
                rest = rest.dropFirst()
            }
        }
        return found.sorted()
    }

    /// The Swift files of Sources/Web.
    private static func sources() -> [[UInt8]] {
        let package = String(TestDatabase.migrations.dropLast("/migrations".count))
        var sources: [[UInt8]] = []
        for pattern in ["/Sources/Web/*.swift", "/Sources/Web/*/*.swift"] {
            var names = glob_t()
            defer { globfree(&names) }
            guard glob(package + pattern, 0, nil, &names) == 0 else { continue }
            for index in 0..<Int(names.gl_pathc) {
                guard let path = names.gl_pathv[index], let file = fopen(path, "r") else { continue }
                defer { fclose(file) }
                var bytes = [UInt8](repeating: 0, count: 1 << 18)
                let count = fread(&bytes, 1, bytes.count, file)
                sources.append(Array(bytes.prefix(count)))
            }
        }
        return sources
    }
}
