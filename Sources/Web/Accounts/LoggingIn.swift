internal import HTML
internal import HTTP
internal import Store

/// Logging in and out.
enum LoggingIn {
    /// `GET /auth/login`
    static func form(_ visit: Visit, _ db: inout Database) throws -> Response {
        let next = visit.next(try visit.query.value(of: "next"))
        let isCheck = try visit.query.value(of: "cookies") != nil
        guard visit.viewer.account == nil else {
            return .redirect(to: (isCheck ? next : nil) ?? Route.dashboard.link)
        }
        return .page(LoginPage(visit, next: next, hasNoCookies: isCheck))
    }

    /// `POST /auth/login`: a wrong password and an unknown address get the same answer, after the same work.
    static func send(_ visit: Visit, _ db: inout Database) throws -> Response {
        var filled: FilledForm<LoginField> = visit.filled()
        let next = visit.next(visit.form["next"])
        let attempt = Login(email: filled[.email], password: filled[.password])
        switch try attempt.attempt(hasher: visit.hasher, &db) {
        case .verified(let login):
            let landing = Response.redirect(to: landing(visit, next ?? Route.dashboard.link))
            if let answer = try signIn(login, visit, landing: landing, &db) { return answer }
        case .suspended(let reason):
            filled.refuse(nil, "This account is suspended: \(reason.isolated)")
        case .refused: break
        }
        filled.refuse(nil, "The e-mail or the password is not right. Please try again.")
        return .page(LoginPage(visit, filled, next: next), .unprocessable)
    }

    /// A browser that did not bring the cookie of the form's own page may refuse the session's as well: it is sent past
    /// the log-in, which then says so.
    private static func landing(_ visit: Visit, _ next: Link) -> Link {
        visit.browser.isKnown ? next : Route.login.link([("cookies", "1"), ("next", next.location)])
    }

    /// Gives the browser a new session; one it had before ends (OWASP Session Management: renew at every login). nil when
    /// what was verified does not hold any more.
    static func signIn(
        _ login: VerifiedLogin, _ visit: Visit, landing: Response, _ db: inout Database
    ) throws -> Response? {
        guard let token = try Session.start(login, at: visit.now, &db) else { return nil }
        if let old = visit.viewer.account { try Session.end(old.token, &db) }
        var answer = landing
        answer.headers.add("Set-Cookie", SessionCookie.holding(token, seconds: Session.idleLifetime))
        return answer
    }

    /// `POST /auth/logout`; without a session it is as good as done.
    static func logOut(_ visit: Visit, _ db: inout Database) throws -> Response {
        if let account = visit.viewer.account { try Session.end(account.token, &db) }
        var answer = Response.redirect(to: Route.home.link, flash: .loggedOut)
        answer.headers.add("Set-Cookie", SessionCookie.removed)
        return answer
    }
}

extension Visit {
    /// The login, which leads back to the page that was asked for; not to a form that was sent, nor to an address that
    /// would make the login's own too long to be answered.
    var loginLink: Link {
        let link = Route.login.link([("next", isPost ? nil : request.target)])
        return link.location.utf8.count <= Target.maximumBytes ? link : Route.login.link
    }
}
