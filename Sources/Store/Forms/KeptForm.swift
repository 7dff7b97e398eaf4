public import Postgres

/// What was typed into a form that could not be taken, because the session had ended: laid aside for an hour, to be shown
/// again after the log-in to whoever brings the token that it was laid aside under. Never a password.
public struct KeptForm: Sendable {
    /// The address that the form is posted to.
    public let action: String
    /// The fields as a form's body.
    public let fields: String

    /// How long it is kept.
    public static let seconds = 3_600

    /// In bytes of the body.
    private static let longest = 262_144

    /// nil when it is longer than anything that is kept.
    public init?(action: String, fields: String) {
        guard fields.utf8.count <= Self.longest else { return nil }
        self.action = action
        self.fields = fields
    }

    /// Keeps it, in the place of what was kept under this token before. Sweeps away some that are over.
    ///
    /// - Parameter network: Where it comes from, which may have so much laid aside and no more.
    /// - Returns: nil when it is kept; else the rate that is used up.
    public func keep(
        under token: SessionToken, from network: Network, _ db: inout Database
    ) throws(DatabaseError) -> Excess? {
        try db.first(
            """
            WITH full_rate AS MATERIALIZED (\(Charge.counting(Charge.kept(fields.utf8.count, from: network)))),
            kept AS (
                INSERT INTO kept_forms (browser, action, fields)
                SELECT \(token.hash), \(action), \(fields) WHERE NOT EXISTS (SELECT FROM full_rate)
                ON CONFLICT (browser)
                DO UPDATE SET action = EXCLUDED.action, fields = EXCLUDED.fields, created_at = now()
            ),
            gone AS (
                DELETE FROM kept_forms WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM kept_forms
                    WHERE created_at < \(Self.start) AND browser <> \(token.hash)
                    ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED
                ))
            )
            SELECT name, seconds FROM full_rate
            """)
    }

    /// The body that was kept under this token of a form posted to `action`, within the hour; nil when there is none.
    public static func fields(
        under token: SessionToken, action: String, _ db: inout Database
    ) throws(DatabaseError) -> String? {
        try db.first(
            "SELECT fields FROM kept_forms WHERE browser = \(token.hash) AND action = \(action) AND created_at > \(start)"
        )
    }

    /// What was kept before is over.
    private static let start: SQL = "now() - \(Int64(seconds)) * interval '1 second'"
}
