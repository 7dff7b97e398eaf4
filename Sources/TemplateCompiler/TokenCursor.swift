/// Reads the tokens of one tag from left to right.
struct TokenCursor {
    private let tokens: [Token]
    private var index = 0
    /// Whether the tag could not be read, which is reported already.
    let isSpoiled: Bool

    /// `tokens` ends with one of kind `end`.
    init(_ tokens: [Token]) {
        self.tokens = tokens
        isSpoiled = false
    }

    /// For a tag at `position` that could not be read.
    init(spoiledAt position: Position) {
        tokens = [Token(kind: .end, position: position)]
        isSpoiled = true
    }

    var current: Token { tokens[index] }

    /// The current token; the cursor moves on, but never past the end.
    mutating func take() -> Token {
        let token = tokens[index]
        if index < tokens.count - 1 { index += 1 }
        return token
    }

    /// Moves past `kind` if it is the current token.
    mutating func skip(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        _ = take()
        return true
    }

    mutating func expect(_ kind: Token.Kind, _ what: String) throws(Diagnostic) {
        guard skip(kind) else { throw expected(what) }
    }

    mutating func expectEnd() throws(Diagnostic) {
        guard current.kind == .end else { throw expected("the end of the tag") }
    }

    /// A text literal, such as the name of a file.
    mutating func string(_ what: String) throws(Diagnostic) -> String {
        guard case .string(let text) = current.kind else { throw expected(what) }
        _ = take()
        return text
    }

    mutating func name(_ what: String) throws(Diagnostic) -> String {
        guard case .name(let name) = current.kind else { throw expected(what) }
        _ = take()
        return name
    }

    /// `a.b.c`
    mutating func path(_ what: String) throws(Diagnostic) -> [String] {
        var names = [try name(what)]
        while skip(.symbol(".")) { names.append(try name("a member behind the dot")) }
        return names
    }

    /// A name for a value of the template's own. Capitals belong to Swift's types, underscores to the compiler.
    mutating func newName() throws(Diagnostic) -> String {
        let token = current
        let name = try name("a name")
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            throw Diagnostic(token.position, "“\(name)” must begin with a small letter")
        }
        guard !Self.reserved.contains(name) else {
            throw Diagnostic(token.position, "“\(name)” is taken; choose another name")
        }
        return name
    }

    private static let reserved: Set = [
        "and", "asset", "false", "html", "in", "init", "let", "loop", "nil", "not", "or", "self", "super", "true",
    ]

    func expected(_ what: String) -> Diagnostic {
        Diagnostic(current.position, "expected \(what), found \(current.spelling)")
    }
}
