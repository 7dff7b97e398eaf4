internal import HTML
internal import HTTP
internal import Store

/// What somebody typed whose session had ended: laid aside, and shown again after the log-in, by whatever page shows that
/// form (`Visit.form`).
extension Visit {
    /// Lays the fields of this form aside and leads to the log-in that leads back to the form. Throws `Excess` when too
    /// much was laid aside.
    func keepForLogin(_ db: inout Database) throws -> Response {
        guard let page = route.formPage else { return .redirect(to: loginLink, flash: .sessionEnded) }
        let cookie = try keep(&db)
        var answer = Response.redirect(
            to: Route.login.link([("next", page.link.location)]), flash: cookie == nil ? .sessionEnded : .formKept)
        if let cookie { answer.headers.add("Set-Cookie", cookie) }
        return answer
    }

    /// Lays aside what was typed into this form, but for secrets, and gives the cookie by which alone it is found again;
    /// nil when there is nothing to keep, or too much. Throws `Excess`.
    func keep(_ db: inout Database) throws -> HeaderValue? {
        let typed = row.options.fields.kept
        let fields = form.fields.filter { typed.contains($0.name) && !$0.value.isEmpty }
        guard !fields.isEmpty else { return nil }
        let beside = form.fields.filter { [Form.versionField, Form.ownerField].contains($0.name) }
        let body = Form.encode((fields + beside).map { (name: $0.name, value: $0.value) })
        guard let kept = KeptForm(action: route.link.location, fields: body) else { return nil }
        let ticket = keptTicket?.token ?? .random()
        if let excess = try kept.keep(under: ticket, from: network, &db) { throw excess }
        return KeptForm.Ticket(token: ticket, action: kept.action).cookie
    }

    /// The same visit with what was laid aside of the form that its page shows, if it was, and not for somebody else.
    func withKept(_ db: inout Database) throws -> Visit {
        guard !isPost, let ticket = keptTicket, shows(formTo: ticket.action),
            let body = try KeptForm.fields(under: ticket.token, action: ticket.action, &db)
        else { return self }
        let form = try Form.parse(Array(body.utf8))
        if let owner = form[Form.ownerField], owner != viewer.account.map({ browser.mark(of: $0.user.id) }) {
            return self
        }
        var visit = self
        visit.kept = (ticket.action, form)
        return visit
    }

    /// What was laid aside of the form that is posted to `action`, when this page shows it; nil when nothing was.
    func kept(for action: Link) -> Form? { kept?.action == action.location ? kept?.form : nil }

    /// The cookie that ends what was kept of this form; nil when it is not what is kept.
    var keptIsOver: HeaderValue? {
        guard let ticket = keptTicket, ticket.action == route.link.location else { return nil }
        return KeptForm.Ticket.removed
    }

    /// Whether this page shows the form that is posted to an address.
    private func shows(formTo action: String) -> Bool {
        guard let target = try? Target.parse(action) else { return false }
        return Route(path: target.path)?.formPage == route
    }

    private var keptTicket: KeptForm.Ticket? { cookies[KeptForm.Ticket.cookieName].flatMap { KeptForm.Ticket($0) } }
}

extension KeptForm {
    /// What a browser brings to have a form back: a secret of its own, so that nothing else it is known by opens it, and
    /// which form it is.
    struct Ticket {
        static let cookieName = "__Host-nexus-kept"

        let token: SessionToken
        let action: String

        init(token: SessionToken, action: String) {
            self.token = token
            self.action = action
        }

        init?(_ cookie: String) {
            let parts = cookie.split(separator: "@", maxSplits: 1)
            guard parts.count == 2, let token = SessionToken(String(parts[0])) else { return nil }
            self.init(token: token, action: String(parts[1]))
        }

        var cookie: HeaderValue {
            SetCookie(name: Self.cookieName, value: "\(token.text)@\(action)", maxAge: KeptForm.seconds).headerValue
        }

        static var removed: HeaderValue { SetCookie(name: cookieName, value: "", maxAge: 0).headerValue }
    }
}
