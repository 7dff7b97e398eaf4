/// What `nginx -T` prints: every file of a configuration.
struct NginxDump {
    struct File: Equatable {
        let path: String
        let text: String
    }

    let files: [File]

    init(_ text: String) {
        let mark = "# configuration file "
        var files: [File] = []
        var (path, lines): (String?, [Substring]) = (nil, [])
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) + [Substring("\(mark):")] {
            guard line.hasPrefix(mark), line.hasSuffix(":") else {
                lines.append(line)
                continue
            }
            if let path { files.append(File(path: path, text: lines.joined(separator: "\n"))) }
            (path, lines) = (String(line.dropFirst(mark.count).dropLast()), [])
        }
        self.files = files
    }

    /// The site that sends requests to a socket; nil when there is none.
    func site(of socket: String) -> File? {
        files.first { file in
            Self.code(file.text).contains { line in
                line.ranges(of: "unix:\(socket)").contains { place in
                    line[place.upperBound...].first.map { "\"; ".contains($0) } ?? true
                }
            }
        }
    }

    /// For each process; 512 is nginx's own choice.
    var connections: Int {
        let found = files.lazy.compactMap { file in
            // Without comments behind a directive.
            let lines = Self.code(file.text).compactMap { $0.split(separator: " #", maxSplits: 1).first }
            return lines.joined(separator: " ").firstMatch(of: /(?:^|[ {;])worker_connections ([0-9]+) ?;/)?.1
        }
        return found.first.flatMap { Int($0) } ?? 512
    }

    /// The lines of two texts that the other has not, without comments, blanks and blank lines; nil when they are the same.
    static func difference(_ actual: String, expected: String) -> (missing: [String], strange: [String])? {
        let (here, there) = (code(actual), code(expected))
        guard here != there else { return nil }
        let (known, wanted) = (Set(here), Set(there))
        return (there.filter { !known.contains($0) }, here.filter { !wanted.contains($0) })
    }

    /// Lines that say something, with one blank between their words, whatever is between them in the text.
    static func code(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ") }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }
}
