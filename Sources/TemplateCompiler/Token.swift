/// A word of what stands between template braces.
struct Token: Equatable {
    enum Kind: Equatable {
        case name(String)
        case string(String)
        case integer(Int64)
        /// One of `.` `(` `)` `=` `==` `!=` `<` `>` `<=` `>=`.
        case symbol(String)
        case end
    }

    var kind: Kind
    var position: Position

    /// As messages quote it.
    var spelling: String {
        switch kind {
        case .name(let name): "“\(name)”"
        case .string(let text): "the text “\(text)”"
        case .integer(let value): "the number \(value)"
        case .symbol(let symbol): "“\(symbol)”"
        case .end: "the end of the tag"
        }
    }
}
