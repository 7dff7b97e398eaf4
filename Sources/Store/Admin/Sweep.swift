public import Postgres

/// Clearing away what no page shows any more: products that were deleted while orders still pointed to them, sessions that
/// have expired, notes of forms and what was laid aside once their time is over. What a deletion leaves behind may be 200,000 rows; this does it in pieces, none of which keeps anybody
/// waiting.
public enum Sweep {
    /// Rows a piece touches at most: some 20 ms of work.
    public static let piece = 500

    /// Does one piece, and gives how many rows it touched; 0 when nothing was left. Many processes may do so at once.
    @discardableResult
    public static func run(_ db: inout Database) throws(DatabaseError) -> Int {
        Int(try db.one("SELECT sweep(\(Int32(piece)))", as: Int32.self))
    }
}
