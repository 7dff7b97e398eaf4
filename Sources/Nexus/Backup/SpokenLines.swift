/// What a program says, cut into lines as it comes, with its complaint kept.
struct SpokenLines {
    private var rest: [UInt8] = []
    private var kept: [Substring] = []
    private var hasComplained = false

    /// From the first error on, at most this many lines; without one the last of them.
    private static let most = 8

    /// The lines that are whole with these bytes.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [Substring] {
        rest += bytes
        guard let end = rest.lastIndex(of: 0x0a) else { return [] }
        let text = String(decoding: rest[...end], as: UTF8.self)
        rest.removeSubrange(...end)
        let lines = text.split(separator: "\n")
        lines.forEach { keep($0) }
        return lines
    }

    var complaint: String {
        (kept + [Substring(String(decoding: rest, as: UTF8.self))]).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private mutating func keep(_ line: Substring) {
        if !hasComplained, line.contains("error:") {
            hasComplained = true
            kept = []
        }
        if kept.count == Self.most {
            if hasComplained { return }
            kept.removeFirst()
        }
        kept.append(line)
    }
}
