public import Postgres

/// How far a time zone is from UTC at each of some moments: the database's time zones are the only ones there are.
public struct LocalTimes: Sendable {
    private let offsets: [Timestamp: Int]

    /// Every moment in UTC.
    public static let utc = LocalTimes(offsets: [:])

    private init(offsets: [Timestamp: Int]) { self.offsets = offsets }

    /// Seconds to add to UTC for the zone's own clock at a moment, negative to the west; 0 for one that was not asked
    /// about.
    public func offset(at time: Timestamp) -> Int { offsets[time] ?? 0 }

    /// Asks about all moments of a page at once; for UTC it asks nothing.
    public static func find(
        in zone: TimeZoneName, at times: [Timestamp], _ db: inout Database
    ) throws(DatabaseError) -> LocalTimes {
        guard !zone.isUTC, !times.isEmpty else { return .utc }
        let found: [LocalTime] = try db.all(
            """
            SELECT moment, extract(epoch FROM (moment AT TIME ZONE \(zone)) - (moment AT TIME ZONE 'UTC'))::bigint
            FROM (
                SELECT timestamptz 'epoch' + n * interval '1 microsecond' AS moment
                FROM unnest(\(times.map(\.microseconds))) AS given (n)
            ) AS moments
            """)
        return LocalTimes(offsets: Dictionary(found.map { ($0.at, $0.offset) }) { one, _ in one })
    }
}

private struct LocalTime: RowDecodable {
    let at: Timestamp
    let offset: Int

    init(row: inout Row) throws(DatabaseError) {
        at = try row.next()
        offset = try row.next()
    }
}
