/// Reads a page and finds where a text stands that nothing isolates: neither `<bdi>` nor `dir="auto"` around it, nor the
/// marks of the sentence it is in.
enum WrittenText {
    static func faults(of page: String, marker: String) -> [String] {
        var faults: [String] = []
        var open: [(name: String, isolates: Bool)] = []
        var rest = page[...]
        while let start = rest.firstIndex(of: "<") {
            if isBare(rest[..<start], marker), !open.contains(where: \.isolates) {
                faults.append("<\(open.last?.name ?? "")> \(rest[..<start])")
            }
            let end = rest[start...].firstIndex(of: ">") ?? rest.index(before: rest.endIndex)
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            if tag.hasPrefix("/") {
                if let place = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(place...) }
                continue
            }
            let isolates = name == "bdi" || tag.contains("dir=\"auto\"")
            if tag.contains(marker), isShown(tag, name), !isolates { faults.append("<\(tag)>") }
            if !["meta", "link", "input", "img", "br", "hr"].contains(name) { open.append((name, isolates)) }
        }
        return faults
    }

    /// Only a field shows words of its attributes among others'.
    private static func isShown(_ tag: Substring, _ name: String) -> Bool {
        name == "input" && !tag.contains("type=\"hidden\"") && !tag.hasSuffix(" hidden")
    }

    /// Whether the marker stands in a text without a mark before it that isolates it.
    private static func isBare(_ text: Substring, _ marker: String) -> Bool {
        var depth = 0
        var words = ""
        for scalar in text.unicodeScalars {
            if scalar == "\u{2068}" { depth += 1 }
            if scalar == "\u{2069}" { depth -= 1 }
            if depth == 0 { words.unicodeScalars.append(scalar) }
        }
        return words.contains(marker)
    }
}
