/// Which statements this connection has prepared, and under what names.
struct StatementCache {
    /// The same text with other parameter types is another statement.
    struct Key: Hashable {
        let wording: Wording
        let types: [UInt32]

        init(_ sql: SQL) {
            wording = sql.wording
            types = sql.parameters.types
        }
    }

    /// More different statements than the application has; it bounds the server's memory if one is ever made up.
    static let limit = 500

    private var names: [Key: String] = [:]
    // Part of every name made from then on: what stands under the names before may be out of date.
    private var generation = 0

    var isFull: Bool { names.count >= StatementCache.limit }

    func name(of key: Key) -> String? {
        names[key]
    }

    /// A name that is made of the statement itself. Whoever shares the server's session with us, unknown to both, has the
    /// same statement under the same name, or neither has it.
    func newName(for key: Key) -> String {
        var hash = FNV()
        hash.add(key.wording.text.utf8)
        for type in key.types { hash.add([0] + withUnsafeBytes(of: type.bigEndian, Array.init)) }
        return "nexus_\(hash.text)\(generation == 0 ? "" : "_\(generation)")"
    }

    mutating func remember(_ key: Key, as name: String) {
        names[key] = name
    }

    /// - Parameter isStale: whether the name still stands for it on the server, so that it needs a new one.
    mutating func forget(_ key: Key, isStale: Bool) {
        names[key] = nil
        if isStale { generation += 1 }
    }

    /// Also when the server failed to forget them.
    mutating func forgetAll() {
        names = [:]
        generation += 1
    }
}

/// FNV-1a in 128 bits (draft-eastlake-fnv): different texts of ours do not meet by accident, and nobody else chooses them.
private struct FNV {
    private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt128(byte)) &* Self.prime }
    }

    var text: String { String(state, radix: 36) }
}
