/// Cuts a template into its pieces.
struct PieceScanner {
    let source: Source
    private(set) var diagnostics: [Diagnostic] = []

    init(_ source: Source) {
        self.source = source
    }

    /// The pieces in order, without comments, and without the lines that hold nothing but statements or comments.
    mutating func pieces() -> [Piece] {
        var pieces: [Piece] = []
        var textStart = 0
        var offset = 0
        while offset < source.bytes.count {
            guard let kind = opening(at: offset) else {
                offset += 1
                continue
            }
            if textStart < offset { pieces.append(Piece(kind: .text, range: textStart..<offset)) }
            if let end = end(of: kind, from: offset) {
                pieces.append(Piece(kind: kind, range: offset..<end))
                offset = end
            } else {
                diagnostics.append(Diagnostic(source.position(at: offset), "this \(opener(kind)) is never closed"))
                offset += 2
            }
            textStart = offset
        }
        if textStart < offset { pieces.append(Piece(kind: .text, range: textStart..<offset)) }
        return withoutStatementLines(pieces).filter { $0.kind != .comment && !$0.range.isEmpty }
    }

    private func opening(at offset: Int) -> Piece.Kind? {
        guard byte(offset) == UInt8(ascii: "{") else { return nil }
        switch byte(offset + 1) {
        case UInt8(ascii: "{"): return .value
        case UInt8(ascii: "%"): return .statement
        case UInt8(ascii: "#"): return .comment
        default: return nil
        }
    }

    private func opener(_ kind: Piece.Kind) -> String {
        switch kind {
        case .text, .value: "{{"
        case .statement: "{%"
        case .comment: "{#"
        }
    }

    /// The offset behind the closing braces; `nil` if the file ends, or another tag begins, before they come.
    private func end(of kind: Piece.Kind, from start: Int) -> Int? {
        let closing: UInt8 =
            switch kind {
            case .text, .value: UInt8(ascii: "}")
            case .statement: UInt8(ascii: "%")
            case .comment: UInt8(ascii: "#")
            }
        var offset = start + 2
        while offset < source.bytes.count {
            if byte(offset) == closing, byte(offset + 1) == UInt8(ascii: "}") { return offset + 2 }
            if kind != .comment {
                if opening(at: offset) != nil { return nil }
                if byte(offset) == UInt8(ascii: "\"") { offset = endOfString(from: offset) }
            }
            offset += 1
        }
        return nil
    }

    /// The offset of the quote that ends a string; that of its first if it does not end on its line.
    private func endOfString(from start: Int) -> Int {
        var offset = start + 1
        while let byte = byte(offset), byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\n") { return start }
            offset += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return byte(offset) == nil ? start : offset
    }

    private func byte(_ offset: Int) -> UInt8? {
        offset < source.bytes.count ? source.bytes[offset] : nil
    }

    /// Takes the white space and the line feed away from lines that only hold statements and comments.
    private func withoutStatementLines(_ pieces: [Piece]) -> [Piece] {
        var pieces = pieces
        var index = 0
        while index < pieces.count {
            guard isSilent(pieces[index]) else {
                index += 1
                continue
            }
            let first = index
            var last = index
            while true {
                if last + 1 < pieces.count, isSilent(pieces[last + 1]) {
                    last += 1
                } else if last + 2 < pieces.count, isSilent(pieces[last + 2]), isBlank(pieces[last + 1]) {
                    last += 2
                } else {
                    break
                }
            }
            trimLine(of: first...last, in: &pieces)
            index = last + 1
        }
        return pieces
    }

    private func isSilent(_ piece: Piece) -> Bool { piece.kind == .statement || piece.kind == .comment }

    /// Text of spaces within one line.
    private func isBlank(_ piece: Piece) -> Bool {
        piece.kind == .text && source.bytes[piece.range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private func trimLine(of run: ClosedRange<Int>, in pieces: inout [Piece]) {
        var lineStart = pieces[run.lowerBound].range.lowerBound
        while let before = byte(lineStart - 1, from: 0), before == 0x20 || before == 0x09 { lineStart -= 1 }
        guard lineStart == 0 || source.isStartOfLaterLine(lineStart) else { return }
        var lineEnd = pieces[run.upperBound].range.upperBound
        while let after = byte(lineEnd), after == 0x20 || after == 0x09 { lineEnd += 1 }
        guard lineEnd == source.bytes.count || byte(lineEnd) == UInt8(ascii: "\n") else { return }
        lineEnd = min(lineEnd + 1, source.bytes.count)
        if run.lowerBound > 0, pieces[run.lowerBound - 1].kind == .text {
            let range = pieces[run.lowerBound - 1].range
            pieces[run.lowerBound - 1].range = range.lowerBound..<max(range.lowerBound, lineStart)
        }
        for index in run where pieces[index].kind == .text {
            pieces[index].range = pieces[index].range.lowerBound..<pieces[index].range.lowerBound
        }
        if run.upperBound + 1 < pieces.count, pieces[run.upperBound + 1].kind == .text {
            let range = pieces[run.upperBound + 1].range
            pieces[run.upperBound + 1].range = min(range.upperBound, lineEnd)..<range.upperBound
        }
    }

    private func byte(_ offset: Int, from lowest: Int) -> UInt8? {
        offset >= lowest ? byte(offset) : nil
    }
}
