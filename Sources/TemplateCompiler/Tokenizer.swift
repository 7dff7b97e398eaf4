/// Cuts what stands between template braces into tokens.
struct Tokenizer {
    private let source: Source
    private var offset: Int
    private let end: Int

    /// The tokens of `range`, closed by one of kind `end`.
    static func tokens(of source: Source, in range: Range<Int>) throws(Diagnostic) -> [Token] {
        var tokenizer = Tokenizer(source: source, offset: range.lowerBound, end: range.upperBound)
        var tokens: [Token] = []
        repeat {
            tokens.append(try tokenizer.next())
        } while tokens.last?.kind != .end
        return tokens
    }

    private init(source: Source, offset: Int, end: Int) {
        self.source = source
        self.offset = offset
        self.end = end
    }

    private var byte: UInt8? { offset < end ? source.bytes[offset] : nil }

    private mutating func next() throws(Diagnostic) -> Token {
        while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
        let start = offset
        let position = source.position(at: start)
        guard let byte else { return Token(kind: .end, position: position) }
        switch byte {
        case UInt8(ascii: "\""):
            return Token(kind: .string(try string()), position: position)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            return Token(kind: .integer(try integer()), position: position)
        case _ where Self.isNameStart(byte):
            while let byte = self.byte, Self.isNamePart(byte) { offset += 1 }
            return Token(kind: .name(text(from: start)), position: position)
        default:
            return Token(kind: .symbol(try symbol()), position: position)
        }
    }

    private mutating func string() throws(Diagnostic) -> String {
        let start = offset
        var text: [UInt8] = []
        offset += 1
        while let byte, byte != UInt8(ascii: "\n") {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = self.byte, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                    throw Diagnostic(source.position(at: offset - 1), "in a text, \\ stands only before \" or \\")
                }
                text.append(escaped)
                offset += 1
            default:
                text.append(byte)
            }
        }
        throw Diagnostic(source.position(at: start), "this text is never closed")
    }

    private mutating func integer() throws(Diagnostic) -> Int64 {
        let start = offset
        offset += 1
        while let byte, Self.isNamePart(byte) { offset += 1 }
        guard let value = Int64(text(from: start)) else {
            throw Diagnostic(source.position(at: start), "“\(text(from: start))” is not a whole number")
        }
        return value
    }

    private mutating func symbol() throws(Diagnostic) -> String {
        for symbol in ["==", "!=", "<=", ">=", "<", ">", "=", ".", "(", ")"] {
            let length = symbol.utf8.count
            guard offset + length <= end, source.bytes[offset..<(offset + length)].elementsEqual(symbol.utf8) else {
                continue
            }
            offset += length
            return symbol
        }
        let rest = String(decoding: source.bytes[offset..<end], as: UTF8.self)
        let culprit = rest.first.map { String($0) } ?? ""
        throw Diagnostic(source.position(at: offset), "“\(culprit)” has no meaning here")
    }

    private func text(from start: Int) -> String {
        String(decoding: source.bytes[start..<offset], as: UTF8.self)
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isNameStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
