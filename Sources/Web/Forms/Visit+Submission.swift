internal import HTML
internal import HTTP
internal import Store

/// Forms that are sent: once, twice, or too late.
extension Visit {
    /// Answers a form. What was done for an equal sending before is not done again, and told as it was then.
    func submit(_ db: inout Database) throws -> Response {
        var visit = self
        let submission = submission(to: .home)
        visit.sending = submission
        return try visit.answered(as: submission, &db)
    }

    private func answered(as submission: Submission, _ db: inout Database) throws -> Response {
        let arrival = try submission.arrived(counting: charges, &db)
        if case .answered(let landing)? = arrival.earlier { return try again(landing, &db) }
        if let excess = arrival.excess { return try refused(excess, &db) }
        if case .differed? = arrival.earlier { return try numberUsed().answered(&db) }
        let answer = Result { try answered(&db) }
        // An equal sending may have been quicker, in which case this one changed nothing: the database undid it, or the
        // change was no longer there to make.
        guard Self.changedNothing(answer) else { return try answer.get() }
        switch try submission.earlier(&db) {
        case .answered(let landing): return try again(landing, &db)
        case .differed where (try? answer.get()) == nil: return try numberUsed().answered(&db)
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

    private func numberUsed() -> Visit {
        var visit = self
        visit.isNumberUsed = true
        visit.sending = nil
        return visit
    }

    /// The answer that this form got before. Its session may not have reached the browser: who typed the right password
    /// is logged in once more.
    private func again(_ landing: Submission.Landing, _ db: inout Database) throws -> Response {
        let answer = landed(landing)
        guard viewer.account == nil, let password = form["new_password"] ?? form["password"],
            let email = form["username"] ?? form["email"],
            case .verified(let login) = try Login(email: email, password: password).attempt(
                hasher: settings.hasher, &db)
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
        let number = isNumberUsed ? nil : form[Form.numberField].flatMap { UUID($0) }
        guard let number else {
            return Submission(number: nil, browser: [], digest: [], landing: landing)
        }
        return Submission(
            number: number, browser: browser.id, digest: browser.digest(of: route.link.location, form),
            landing: landing)
    }

    /// The answer to a form that did what it was to do.
    func landed(_ landing: Submission.Landing) -> Response {
        var answer = Response.redirect(
            to: Link(local: landing.location) ?? .home, flash: Flash(rawValue: landing.flash))
        if cookies[KeptForm.cookieName] != nil { answer.headers.add("Set-Cookie", KeptForm.forgotten) }
        return answer
    }

    func landed(_ submission: Submission) -> Response { landed(submission.landing) }
}
