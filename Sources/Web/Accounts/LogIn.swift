internal import HTML
internal import HTTP
internal import Store

extension Site {
    /// `GET /auth/login`
    func loginForm(_ visit: Visit) -> Response {
        guard visit.viewer.account == nil else { return .redirect(to: SellerRoute.dashboard.link) }
        return .page(LoginPage(layout: visit.loginLayout, next: visit.next(in: visit.query)?.location))
    }

    /// `POST /auth/login`: a wrong password and an unknown address get the same answer, after the same work.
    func login(_ visit: Visit, _ db: inout Database) throws -> Response {
        let email = visit.form["email"] ?? ""
        let next = visit.next(in: visit.form)
        let attempt = Login(email: email, password: visit.form["password"] ?? "")
        func refused(_ message: String) -> Response {
            var errors = FormErrors.none
            errors.add(message)
            let page = LoginPage(layout: visit.loginLayout, email: email, next: next?.location, errors: errors)
            return .page(page, .unprocessable)
        }
        let wrong = "The e-mail or the password is not right. Please try again."
        switch try attempt.attempt(hasher: settings.hasher, &db) {
        case .refused: return refused(wrong)
        case .suspended(let reason): return refused("This account is suspended: \(reason)")
        case .verified(let login):
            let landing = Response.redirect(to: next ?? SellerRoute.dashboard.link)
            return try signIn(login, visit, landing: landing, &db) ?? refused(wrong)
        }
    }

    /// Gives the browser a new session; one it had before ends (OWASP Session Management: renew at every login). nil when
    /// what was verified does not hold any more.
    func signIn(_ login: VerifiedLogin, _ visit: Visit, landing: Response, _ db: inout Database) throws -> Response? {
        if let old = visit.viewer.account { try Session.end(old.token, &db) }
        guard let token = try Session.start(login, at: visit.now, &db) else { return nil }
        var answer = landing
        answer.headers.add("Set-Cookie", SessionCookie.holding(token, seconds: Session.idleLifetime))
        return answer
    }

    /// `POST /auth/logout`; without a session it is as good as done.
    func logout(_ visit: Visit, _ db: inout Database) throws -> Response {
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

    fileprivate var loginLayout: Layout { layout("Log in", .login) }
}
