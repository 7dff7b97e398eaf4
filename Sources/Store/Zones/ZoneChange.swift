public import Postgres

/// What the form for another time zone asks for.
public enum ZoneField: String, FormField {
    case zone = "time_zone"
}

/// The time zone whose days an account counts in from now on.
public struct ZoneChange: Sendable {
    let zone: TimeZoneName

    private static let unknown = "Choose a time zone from the list."

    /// Checks what was chosen; nil when it cannot be a time zone. Whether there is such a one, `store` finds out.
    public static func parse(_ form: inout FilledForm<ZoneField>) -> ZoneChange? {
        guard let zone = TimeZoneName(form[.zone]) else {
            form.refuse(.zone, unknown)
            return nil
        }
        return form.isRefused ? nil : ZoneChange(zone: zone)
    }

    /// Changes the user's time zone; without such a user nothing happens. Refused when there is no such zone.
    public func store(
        _ form: inout FilledForm<ZoneField>, for user: User.ID, as submission: Submission = .unnumbered,
        _ db: inout Database
    ) throws(DatabaseError) -> Outcome<Void> {
        do {
            _ = try db.transaction { db throws(DatabaseError) in
                try db.run(
                    submission.noting("UPDATE users SET time_zone = \(zone) WHERE id = \(user) RETURNING id"))
            }
            return .done
        } catch {
            guard error.kind == .checkViolation, error.constraint == "users_time_zone_is_known" else { throw error }
            form.refuse(.zone, Self.unknown)
            return .refused
        }
    }
}
