/// Which statements this connection has prepared, and under what names.
struct StatementCache {
    /// The same text with other parameter types is another statement.
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    /// More different statements than the application has; it bounds the server's memory if one is ever made up.
    static let limit = 500

    private var names: [Key: String] = [:]
    // Names are never used twice on a connection, so that a DEALLOCATE that failed can do no harm.
    private var made = 0

    var isFull: Bool { names.count >= StatementCache.limit }

    func name(of key: Key) -> String? {
        names[key]
    }

    mutating func newName() -> String {
        made += 1
        return "nexus_\(made)"
    }

    mutating func remember(_ key: Key, as name: String) {
        names[key] = name
    }

    mutating func forget(_ key: Key) {
        names[key] = nil
    }

    mutating func forgetAll() {
        names = [:]
    }
}
