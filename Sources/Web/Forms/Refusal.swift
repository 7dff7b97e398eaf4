internal import HTTP
internal import Store

/// Why a form changes nothing, whatever was typed into it, and is only shown again.
enum Refusal: Sendable {
    /// Its number was used before, for other content.
    case numberUsed
    /// It was shown to somebody else, who was signed in here then.
    case foreign
    /// There is no room for what it makes.
    case full(Excess)

    /// What happened and what to do.
    var message: String {
        switch self {
        case .numberUsed:
            "This form was sent before, with other content, and that was done. Send it again to have this done, too."
        case .foreign:
            "Somebody else was logged in here when this form was opened. Nothing was changed. Send it again to have it done for this account."
        case .full(let excess): excess.message
        }
    }

    /// For a form into which nothing is typed, and which so cannot say it.
    fileprivate var problem: any Error {
        switch self {
        case .numberUsed, .foreign: Problem(.unprocessable, message)
        case .full(let excess): excess
        }
    }
}

extension Visit {
    /// The answer to a form that is refused: the same form, filled in as it was sent, which says why; a page where there
    /// is none.
    func refused(_ refusal: Refusal, _ db: inout Database) throws -> Response {
        guard !row.options.fields.limits.isEmpty else { throw refusal.problem }
        var visit = self
        visit.refusal = refusal
        visit.sending = visit.number == nil ? nil : sending
        var answer = try visit.answered(&db)
        if case .full(let excess) = refusal, answer.status == .unprocessable {
            answer.status = .tooManyRequests
            answer.headers.add("Retry-After", HeaderValue(Int(excess.seconds)))
        }
        return answer
    }

    /// Whether the form says that it was shown to another account than the one that sends it. One that does not say is
    /// vouched for by its origin alone.
    var isForeign: Bool {
        guard let owner = form[Form.ownerField], let account = viewer.account else { return false }
        return owner != browser.mark(of: account.user.id)
    }
}
