public import Postgres

extension Charge {
    /// A statement that counts all of `charges`, up to the first that has no room, by the database's clock (the function
    /// `charge` in migrations/): it gives an `Excess` for that one, and nothing when all had room.
    ///
    /// - Parameter charges: At least one.
    static func counting(_ charges: [Charge]) -> SQL {
        // Always in the order of the rates, so that no two statements wait for each other.
        let charges = charges.sorted { $0.order < $1.order }
        return """
            SELECT name, seconds
            FROM charge(\(charges.map(\.rate.rawValue)), \(charges.map(\.subject)), \(charges.map(\.share)))
            """
    }

    private var order: Int { Rate.allCases.firstIndex(of: rate) ?? 0 }
}

extension Excess: RowDecodable {
    public init(row: inout Row) throws(DatabaseError) {
        self.init(rate: try row.next(), seconds: try row.next())
    }
}

extension Rate: SQLWrapper {
    public init?(sql: String) { self.init(rawValue: sql) }
    public var sql: String { rawValue }
}
