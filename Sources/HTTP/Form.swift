/// The fields of a form, `application/x-www-form-urlencoded` (WHATWG URL, 5). Every name stands once, every text
/// is valid UTF-8 without NUL.
public struct Form: Sendable, Equatable {
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    /// How much a form may hold.
    public struct Limits: Sendable {
        /// How many fields; empty pieces between two `&` count too.
        public var fields: Int
        /// How many bytes a name may have once it is decoded.
        public var nameBytes: Int

        public init(fields: Int = 100, nameBytes: Int = 100) {
            self.fields = fields
            self.nameBytes = nameBytes
        }

        /// 100 fields, names of 100 bytes.
        public static let standard = Limits()
    }

    /// The fields in the order they were sent.
    public let fields: [Field]

    /// A form without fields.
    public init() {
        fields = []
    }

    private init(fields: [Field]) {
        self.fields = fields
    }

    /// The value of the field, `""` if it was sent empty, nil if it was not sent.
    public subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    public var isEmpty: Bool { fields.isEmpty }

    /// Reads a form. `+` is a space; a piece without `=` is a field with an empty value; empty pieces are passed over.
    ///
    /// - Throws: `BadRequest` for too many fields (counted before anything is decoded), a name that is empty, too long or
    ///   there twice, a broken percent code, text that is not UTF-8, and a NUL.
    public static func parse(
        _ bytes: some Collection<UInt8>,
        limits: Limits = .standard
    ) throws(BadRequest) -> Form {
        var pieces = bytes.isEmpty ? 0 : 1
        for byte in bytes where byte == UInt8(ascii: "&") {
            pieces += 1
            guard pieces <= limits.fields else { throw BadRequest(.tooManyFields) }
        }

        var fields: [Field] = []
        fields.reserveCapacity(pieces)
        var names = Set<String>(minimumCapacity: pieces)
        for piece in bytes.pieces(between: UInt8(ascii: "&")) where !piece.isEmpty {
            let sign = piece.firstIndex(of: UInt8(ascii: "="))
            let name = try text(piece[..<(sign ?? piece.endIndex)])
            let value = if let sign { try text(piece[piece.index(after: sign)...]) } else { "" }
            guard !name.isEmpty else { throw BadRequest(.malformedForm) }
            guard name.utf8.count <= limits.nameBytes else { throw BadRequest(.fieldNameTooLong) }
            guard names.insert(name).inserted else { throw BadRequest(.duplicateField) }
            fields.append(Field(name: name, value: value))
        }
        return Form(fields: fields)
    }

    /// The fields as the body of a form, the inverse of `parse`.
    public static func encode(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(PercentCoding.encode(query: $0.name))=\(PercentCoding.encode(query: $0.value))" }
            .joined(separator: "&")
    }

    /// This form as the body of a request; parsing it gives this form again.
    public var encoded: String {
        Form.encode(fields.map { ($0.name, $0.value) })
    }

    private static func text(_ coded: some Collection<UInt8>) throws(BadRequest) -> String {
        guard let bytes = PercentCoding.decode(coded, plusIsSpace: true), let text = Text.validated(bytes) else {
            throw BadRequest(.malformedForm)
        }
        return text
    }
}
