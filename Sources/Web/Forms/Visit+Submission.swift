internal import HTML
internal import HTTP
internal import Store

/// Forms that are sent: once, twice, or too late.
extension Visit {
    /// Answers a form. What was done for an equal sending before is not done again, and told as it was then.
    func submit(_ db: inout Database) throws -> Response {
        // A version that cannot be read, taken for none, would save over a later one.
        guard form[Form.versionField].map({ Int64($0) != nil }) ?? true else { throw Problem(.badRequest) }
        if isForeign { return try refused(.foreign, &db) }
        var visit = self
        let submission = submission(to: .home)
        visit.sending = submission
        return try visit.answered(as: submission, &db)
    }

    private func answered(as submission: Submission, _ db: inout Database) throws -> Response {
        let arrival = try submission.arrived(counting: charges, &db)
        if case .answered(let landing)? = arrival.earlier { return try again(landing, &db) }
        if let excess = arrival.excess { return try refused(.full(excess), &db) }
        if case .differed? = arrival.earlier { return try refused(.numberUsed, &db) }
        let answer = Result { try answered(&db) }
        // An equal sending may have been quicker, in which case this one changed nothing: the database undid it, or the
        // change was no longer there to make.
        guard Self.changedNothing(answer) else { return try answer.get() }
        switch try submission.earlier(&db) {
        case .answered(let landing): return try again(landing, &db)
        case .differed where (try? answer.get()) == nil: return try refused(.numberUsed, &db)
        case .differed, nil: return try answer.get()
        }
    }

    private static func changedNothing(_ answer: Result<Response, any Error>) -> Bool {
        switch answer {
        case .success(let response): response.status == .unprocessable
        case .failure(let problem as Problem): [.notFound, .gone].contains(problem.status)
        case .failure(let error): Submission.isRepeated(error)
        }
    }

    /// The answer that this form got before. The session that it began may not have reached the browser: who typed the
    /// right password is logged in once more. Only into a form that is limited as a log-in is, since it is one.
    private func again(_ landing: Submission.Landing, _ db: inout Database) throws -> Response {
        let answer = landed(landing)
        // Asked again: an equal sending may have ended the session since this one began.
        guard row.limit == .password, try Viewer.find(cookies, at: now, &db).account == nil,
            let password = form["new_password"] ?? form["password"],
            let email = form["username"] ?? form["email"],
            case .verified(let login) = try Login(email: email, password: password).attempt(
                hasher: hasher, &db)
        else { return answer }
        return try LoggingIn.signIn(login, self, landing: answer, &db) ?? answer
    }

    /// This sending of the form, with where its answer leads.
    func submission(to link: Link, flash: Flash? = nil) -> Submission {
        submission(Submission.Landing(location: link.location, flash: flash?.rawValue ?? ""))
    }

    /// The same for a landing that only the change itself can complete, with `{id}`.
    func submission(_ landing: Submission.Landing) -> Submission {
        if let sending { return sending.leading(to: landing) }
        // What is noted of a secret says nothing about it only if the browser has one, too.
        guard let number, browser.isKnown || !row.options.fields.hasSecret else {
            return Submission(number: nil, browser: [], digest: [], landing: landing)
        }
        return Submission(
            number: number, browser: browser.id, digest: browser.digest(of: route.link.location, form),
            landing: landing)
    }

    /// The answer to a form that did what it was to do.
    func landed(_ landing: Submission.Landing) -> Response {
        var answer = Response.redirect(
            to: Link(local: landing.location) ?? .home,
            flash: landing.flash.isEmpty ? nil : Flash(rawValue: landing.flash))
        if let over = keptIsOver { answer.headers.add("Set-Cookie", over) }
        return answer
    }

    func landed(_ submission: Submission) -> Response { landed(submission.landing) }
}
