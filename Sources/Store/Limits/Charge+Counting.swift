public import Postgres

/// Counting is one upsert for each charge, in one statement, by the database's clock.
///
/// A row holds one moment: until when what was granted is used up. Each use moves it on by its share of the hour, and fits
/// while the moment stays within an hour from now. So the hour slides with every use, the wait is known exactly, and a
/// row whose moment has passed says nothing any more and may go.
extension Charge {
    /// A statement that counts all of `charges`, up to the first that has no room, and gives a `Counted` for each.
    ///
    /// - Parameters:
    ///   - charges: One to five.
    ///   - tables: What is done beside, as further tables of its WITH, each after a comma. `room` has a row if there was
    ///     room for all.
    static func counting(_ charges: [Charge], with tables: SQL = "") -> SQL {
        var (taken, isOther, rows): (SQL, SQL, SQL) = ("", "true", "")
        var before: SQL?
        // Always in the order of the rates, so that no two statements wait for each other.
        for (charge, name) in zip(charges.sorted { $0.order < $1.order }, names) {
            taken = "\(taken) \(name) AS (\(charge.taking(from: before ?? start))),"
            isOther = "\(isOther) AND (rate, subject) <> (\(charge.rate), \(charge.subject))"
            let row: SQL = "SELECT \(charge.rate), EXISTS (SELECT FROM \(name)), (\(charge.wait))"
            rows = before == nil ? row : "\(rows) UNION ALL \(row)"
            before = name
        }
        // Rows that are over are taken away last, when no more have to be waited for.
        return """
            WITH \(taken) room AS (SELECT true FROM \(before ?? start)),
            swept AS (
                DELETE FROM rates WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM rates WHERE used_until < now() AND \(isOther) AND EXISTS (SELECT FROM room)
                    ORDER BY used_until LIMIT 10 FOR UPDATE SKIP LOCKED
                ))
            ) \(tables)
            \(rows)
            """
    }

    private static let names: [SQL] = ["taken_1", "taken_2", "taken_3", "taken_4", "taken_5"]
    private static let start: SQL = "(SELECT) AS start"

    private var order: Int { rate.order }

    /// One row when there was room, none when not. A rate that nobody asks while `before` has no row is not used up.
    private func taking(from before: SQL) -> SQL {
        """
        INSERT INTO rates (rate, subject, used_until)
        SELECT \(rate), \(subject), now() + \(share) * interval '1 microsecond' FROM \(before)
        ON CONFLICT (rate, subject)
        DO UPDATE SET used_until = greatest(rates.used_until, now()) + \(share) * interval '1 microsecond'
        WHERE rates.used_until <= now() + \(Self.hour - share) * interval '1 microsecond'
        RETURNING true
        """
    }

    /// Seconds until there is room, as of before this statement; below zero when there is.
    private var wait: SQL {
        """
        SELECT ceil(extract(epoch FROM used_until - now() - \(Self.hour - share) * interval '1 microsecond'))::bigint
        FROM rates WHERE rate = \(rate) AND subject = \(subject)
        """
    }
}

/// What became of one charge.
struct Counted: RowDecodable {
    let rate: Rate
    let hadRoom: Bool
    /// nil for whoever is counted for the first time.
    let wait: Int64?

    init(row: inout Row) throws(DatabaseError) {
        rate = try row.next()
        hadRoom = try row.next()
        wait = try row.next()
    }
}

extension Excess {
    /// The first of the charges that had no room; nil when all had.
    init?(_ counted: [Counted]) {
        // Those after the first that was full have no room either, since they were not asked.
        guard let full = counted.filter({ !$0.hadRoom }).min(by: { $0.rate.order < $1.rate.order }) else { return nil }
        // Another request may have used up the rest since the statement began.
        self.init(rate: full.rate, seconds: max(full.wait ?? 1, 1))
    }
}

extension Rate {
    /// Its place among those that are asked.
    fileprivate var order: Int { Rate.allCases.firstIndex(of: self) ?? 0 }
}

extension Rate: SQLWrapper {
    public init?(sql: String) { self.init(rawValue: sql) }
    public var sql: String { rawValue }
}
