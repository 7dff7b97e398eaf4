extension String: SQLEncodable, SQLDecodable {
    /// Left to the server, so that a text may stand for an enum, a date or `jsonb` too. Where it cannot be worked
    /// out (`\(x) IS NULL`), the statement says it: `\(x)::text IS NULL`.
    public static var sqlType: SQLType { .inferred }

    /// A text with NUL in it makes the statement fail with kind `usage`.
    public func encode(into parameters: inout Parameters) {
        parameters.write(text: self)
    }

    public static func decodes(_ type: SQLType) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .unknown, .json: true
        default: false
        }
    }

    public init(cell: borrowing SQLCell) throws(DatabaseError) {
        self.init(decoding: try cell.bytes(), as: UTF8.self)
    }
}
