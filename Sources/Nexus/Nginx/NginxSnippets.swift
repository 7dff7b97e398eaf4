import Crypto
import Processes

/// The files that a site includes from where they are, such as `headers.conf`: each with a digest of what it says, comments
/// and blanks left out. They stand in a line of the site, so that one that was written over later is found.
struct NginxSnippets: Equatable {
    private static let mark = "# With: "

    /// By their names without the directory.
    let digests: [String: String]

    /// Those of `site` as they are now.
    init(_ home: Home, of site: String) throws(CommandFailure) {
        var digests: [String: String] = [:]
        for match in site.matches(of: /include "([^"]+)"/) where match.1.hasPrefix("\(home.nginx)/") {
            digests[String(match.1.dropFirst(home.nginx.count + 1))] = Self.digest(try Files.contents(String(match.1)))
        }
        self.digests = digests
    }

    /// Those of a site that was made before; none when it does not tell.
    init(lineOf site: String) {
        let line = site.split(separator: "\n").first { $0.hasPrefix(Self.mark) }?.dropFirst(Self.mark.count) ?? ""
        let pairs = line.split(separator: ",").map { $0.split(separator: " ").map(String.init) }.filter {
            $0.count == 2
        }
        digests = Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    var line: String {
        Self.mark + digests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    /// The names of those that say something else in what nginx reads, or are not there.
    func changed(_ dump: NginxDump, _ home: Home) -> [String] {
        digests.filter { name, digest in
            dump.files.first { $0.path == "\(home.nginx)/\(name)" }.map { Self.digest($0.text) } != digest
        }.keys.sorted()
    }

    private static func digest(_ text: String) -> String {
        let code = NginxDump.code(text).joined(separator: "\n")
        return SHA256.hash(data: Array(code.utf8)).prefix(8).hexadecimal
    }
}
