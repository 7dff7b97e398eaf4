internal import Characters

/// A password as it was typed, and as it is hashed: in the one spelling of RFC 8265 (OpaqueString), so that it does not
/// matter which keyboard it comes from.
struct TypedPassword: Sendable {
    /// In bytes. A longer password was never stored, and hashing it would only cost us.
    static let longest = 1_024

    /// What is hashed; nil when what was typed is longer than any password.
    let normal: String?
    /// What may have been hashed before spellings were made one; nil when that is the same.
    let former: String?

    init(_ typed: String) {
        guard typed.utf8.count <= Self.longest else {
            (normal, former) = (nil, nil)
            return
        }
        let normal = TypedText.password(typed)
        self.normal = normal
        // Bytes, since `==` finds two spellings equal.
        former = typed.utf8.elementsEqual(normal.utf8) ? nil : typed
    }

    /// All that the stored hash could be of, likeliest first.
    var spellings: [String] { [normal, former].compactMap { $0 } }
}
