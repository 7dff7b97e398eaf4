public import Postgres

/// One sending of a form, with what makes a second sending of the same form known, and where the answer to it leads. The
/// note of it is written by the statement that makes the change, so that there is one if and only if there is the other;
/// of many equal sends at once one makes the change, and all get its answer.
public struct Submission: Sendable {
    /// The form's own number; nil when the form carried none that can be read, and then nothing is noted.
    let number: UUID?
    /// SHA-256 of what only this browser has, 32 bytes.
    let browser: [UInt8]
    /// A keyed digest of address and fields, 32 bytes: whoever reads the table learns nothing of a password.
    let digest: [UInt8]
    /// Where the answer leads, if it changes what it is to change.
    public let landing: Landing

    public init(number: UUID?, browser: [UInt8], digest: [UInt8], landing: Landing) {
        self.number = number
        self.browser = browser
        self.digest = digest
        self.landing = landing
    }

    /// The same sending, with another place where its answer leads.
    public func leading(to landing: Landing) -> Submission {
        Submission(number: number, browser: browser, digest: digest, landing: landing)
    }

    /// Of a form without a number, and of what is done without a form: nothing is noted.
    public static let unnumbered = Submission(number: nil, browser: [], digest: [], landing: Landing(location: "/"))

    /// Where the answer to a form leads, and the word for the sentence that the page shows there once.
    public struct Landing: Sendable, Equatable {
        /// A path of this site; `{id}` stands for the id of the row that the change made.
        public let location: String
        /// Empty for none.
        public let flash: String

        public init(location: String, flash: String = "") {
            self.location = location
            self.flash = flash
        }
    }

    /// What became of a form with this number in this browser.
    public enum Earlier: Sendable, Equatable {
        /// It was sent before, as it is now.
        case answered(Landing)
        /// It was sent before with other content.
        case differed
    }

    /// What is known of an earlier sending; nil when there was none that changed anything.
    public func earlier(_ db: inout Database) throws(DatabaseError) -> Earlier? {
        guard let question else { return nil }
        return earlier(try db.first(question))
    }

    /// The same, and this sending is counted, in one round trip.
    ///
    /// - Returns: beside what became of an earlier sending, the rate that is used up; nil when there was room.
    public func arrived(
        counting charges: [Charge], _ db: inout Database
    ) throws(DatabaseError) -> (earlier: Earlier?, excess: Excess?) {
        guard !charges.isEmpty else { return (try earlier(&db), nil) }
        let counting = Charge.counting(charges)
        guard let question else { return (nil, try db.first(counting, as: Excess.self)) }
        let (note, excess) = try db.together(
            Query.first(question, as: Note.self), Query.first(counting, as: Excess.self))
        return (earlier(note), excess)
    }

    /// nil when the form carried no number.
    private var question: SQL? {
        guard let number else { return nil }
        return """
            SELECT digest, location, flash FROM form_answers WHERE browser = \(browser) AND number = \(number)
            """
    }

    private func earlier(_ note: Note?) -> Earlier? {
        note.map { $0.digest == digest ? .answered($0.landing) : .differed }
    }

    /// A change as one statement with its note. `change` is an INSERT, UPDATE or DELETE with RETURNING, and the
    /// statement gives what that gives; where it changes no row, nothing is noted. Fails with a violation of
    /// `form_answers_pkey`, and then changes nothing, when an equal sending was quicker. Sweeps some notes that are over.
    ///
    /// - Parameter id: what stands for `{id}` in the landing: a column of what `change` returns, as text.
    func noting(_ change: SQL, id: SQL = "''") -> SQL {
        guard let number else { return change }
        return """
            WITH changed AS (\(change)),
            noted AS (
                INSERT INTO form_answers (browser, number, digest, location, flash)
                SELECT \(browser), \(number), \(digest), replace(\(landing.location), '{id}', \(id)), \(landing.flash)
                FROM changed LIMIT 1
            ),
            swept AS (
                DELETE FROM form_answers WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM form_answers
                    WHERE created_at < now() - interval '1 day' AND (browser, number) <> (\(browser), \(number))
                    ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED
                ))
            )
            SELECT * FROM changed
            """
    }

    /// Whether a change failed because an equal sending was quicker.
    public static func isRepeated(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.kind == .uniqueViolation && error.constraint == "form_answers_pkey"
    }

    /// Forgets this sending, so that the form may be sent again as a new one.
    func forget(_ db: inout Database) throws(DatabaseError) {
        guard let number else { return }
        try db.run("DELETE FROM form_answers WHERE browser = \(browser) AND number = \(number)")
    }
}

private struct Note: RowDecodable {
    let digest: [UInt8]
    let landing: Submission.Landing

    init(row: inout Row) throws(DatabaseError) {
        digest = try row.next()
        landing = Submission.Landing(location: try row.next(), flash: try row.next())
    }
}
