public import Postgres

/// What was typed into a form that could not be taken, because the session had ended: laid aside for an hour for the
/// browser that sent it, to be shown again after the log-in. One a browser; never a password.
public struct KeptForm: Sendable {
    /// The address that the form is posted to.
    public let action: String
    /// The fields as a form's body.
    public let fields: String

    /// The most that is kept, in bytes of the body; a longer one is not kept at all.
    public static let longest = 262_144

    public init(action: String, fields: String) {
        self.action = action
        self.fields = fields
    }

    /// Keeps it, in the place of what was kept for this browser before. Sweeps some that are over away.
    ///
    /// - Parameter network: Where it comes from, which may have so much laid aside and no more.
    /// - Returns: nil when it is kept, or is too long to be; else the rate that is used up.
    public func keep(
        for browser: [UInt8], from network: Network, _ db: inout Database
    ) throws(DatabaseError) -> Excess? {
        guard fields.utf8.count <= Self.longest else { return nil }
        let keeping: SQL = """
            , kept AS (
                INSERT INTO kept_forms (browser, action, fields) SELECT \(browser), \(action), \(fields) FROM room
                ON CONFLICT (browser)
                DO UPDATE SET action = EXCLUDED.action, fields = EXCLUDED.fields, created_at = now()
            ),
            gone AS (
                DELETE FROM kept_forms WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM kept_forms
                    WHERE created_at < now() - interval '1 hour' AND browser <> \(browser)
                    ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED
                ))
            )
            """
        let counting = Charge.counting(Charge.kept(fields.utf8.count, from: network), with: keeping)
        return Excess(try db.all(counting, as: Counted.self))
    }

    /// The body that was kept for this browser of a form posted to `action`, within the hour; nil when there is none.
    public static func fields(
        for browser: [UInt8], action: String, _ db: inout Database
    ) throws(DatabaseError) -> String? {
        try db.first(
            """
            SELECT fields FROM kept_forms
            WHERE browser = \(browser) AND action = \(action) AND created_at > now() - interval '1 hour'
            """)
    }
}
