internal import CPostgres

extension Connection {
    /// What `recover` found.
    public enum Recovery: Sendable, Equatable {
        /// Nothing to do.
        case clean
        /// A transaction was left open, which is a bug of the last request; it has been rolled back.
        case rolledBackOpenTransaction
        /// The connection was lost, or hung, or stuck in a statement, and has been replaced.
        case reconnected
    }

    /// To be called between requests: makes the connection fit for the next. It asks the server nothing when all is well.
    /// Errors: kind `unavailable`, at once if the server refuses; calling it again is the way to try again.
    @discardableResult
    public mutating func recover(
        file: StaticString = #fileID, line: UInt = #line
    ) throws(DatabaseError) -> Recovery {
        let site = CallSite(file, line)
        do {
            guard wire.stillAnswers(), isBetweenStatements else {
                try open()
                return .reconnected
            }
            guard depth != 0 || !isIdle else { return .clean }
            depth = 0
            defer { if sessionLabel.wasSentInTransaction { sessionLabel.resend() } }
            do {
                _ = try execute("ROLLBACK", at: site)
                return .rolledBackOpenTransaction
            } catch {
                // What cannot even roll back is of no more use.
                try open()
                return .reconnected
            }
        } catch {
            throw error.at(site)
        }
    }

    /// In a transaction or in none, but not in the midst of a statement that was given up.
    private var isBetweenStatements: Bool {
        switch wire.transactionStatus {
        case PQTRANS_IDLE, PQTRANS_INTRANS, PQTRANS_INERROR: true
        default: false
        }
    }
}
