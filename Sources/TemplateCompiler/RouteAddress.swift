/// The address of a route: what stands between its slashes.
struct RouteAddress: Equatable {
    enum Segment: Equatable {
        case literal(String)
        /// `{label:Type}`
        case part(label: String, type: String)
    }

    var segments: [Segment]

    /// The typed parts, from left to right.
    var parts: [(label: String, type: String)] {
        segments.compactMap { segment in
            guard case .part(let label, let type) = segment else { return nil }
            return (label, type)
        }
    }

    /// As a person writes it: `/products/{slug}`.
    var pattern: String {
        "/"
            + segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .part(let label, _): "{\(label)}"
                }
            }.joined(separator: "/")
    }

    /// Whether every path of one address is also one of the other; their types cannot tell them apart.
    func hasShape(of other: RouteAddress) -> Bool {
        segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { pair in
                switch pair {
                case (.literal(let one), .literal(let two)): one == two
                case (.part, .part): true
                default: false
                }
            }
    }
}

extension RouteAddress {
    static let need = "a route needs an address, such as /products/{slug:Slug}"

    init(_ word: RouteWord) throws(Diagnostic) {
        guard word.text.hasPrefix("/") else { throw Diagnostic(word.position, "\(Self.need), not “\(word.text)”") }
        segments = []
        guard word.text != "/" else { return }
        var place = word.position
        for text in word.text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            place.column += 1
            segments.append(try Self.segment(String(text), place))
            place.column += text.unicodeScalars.count
        }
        for (index, part) in parts.enumerated() where parts[..<index].contains(where: { $0.label == part.label }) {
            throw Diagnostic(word.position, "“\(part.label)” stands in this address twice")
        }
    }

    private static func segment(_ text: String, _ position: Position) throws(Diagnostic) -> Segment {
        guard !text.isEmpty else {
            throw Diagnostic(position, "an address has no empty part, and no “/” at its end")
        }
        if text.hasPrefix("{"), text.hasSuffix("}") {
            let halves = text.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
            guard halves.count == 2, RouteWord.isName(halves[0]), RouteWord.isType(halves[1]) else {
                throw Diagnostic(position, "“\(text)” is not of the form {label:Type}, such as {id:Product.ID}")
            }
            guard !["db", "path", "self"].contains(halves[0]) else {
                throw Diagnostic(position, "“\(halves[0])” is taken; choose another label")
            }
            return .part(label: String(halves[0]), type: String(halves[1]))
        }
        guard text.utf8.allSatisfy(isLiteral), text != ".", text != ".." else {
            throw Diagnostic(
                position, "“\(text)” is neither {label:Type} nor small letters, digits and “@”, “.”, “_”, “-” alone")
        }
        return .literal(text)
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "@._-".utf8.contains(byte)
        }
    }
}
