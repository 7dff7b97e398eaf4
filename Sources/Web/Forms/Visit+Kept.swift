internal import HTML
internal import HTTP
internal import Store

/// What somebody typed whose session had ended: laid aside, and shown again after the log-in.
extension Visit {
    /// Lays the fields of this form aside, but for passwords, and leads to the log-in that leads back to the form. Throws
    /// `Excess` when too much was laid aside.
    func keepForLogin(_ db: inout Database) throws -> Response {
        guard let page = route.formPage else { return .redirect(to: loginLink, flash: .sessionEnded) }
        if let excess = try keep(&db) { throw excess }
        var answer = Response.redirect(to: Route.login.link([("next", page.link.location)]), flash: .formKept)
        answer.headers.add("Set-Cookie", KeptForm.remembered)
        return answer
    }

    /// Lays the fields of this form aside for this browser, if it is one that can be known again; gives the rate that is
    /// used up, if one is.
    func keep(_ db: inout Database) throws -> Excess? {
        guard browser.isKnown else { return nil }
        let fields = form.fields.filter { field in
            !field.name.hasSuffix("password") && field.name != Form.tokenField && field.name != Form.numberField
        }
        let body = Form.encode(fields.map { (name: $0.name, value: $0.value) })
        return try KeptForm(action: route.link.location, fields: body).keep(for: browser.id, from: network, &db)
    }

    /// What was laid aside for this browser of the form that is posted to `action`; nil when nothing was.
    func kept(for action: Route, _ db: inout Database) throws -> Form? {
        guard browser.isKnown, cookies[KeptForm.cookieName] != nil,
            let body = try KeptForm.fields(for: browser.id, action: action.link.location, &db)
        else { return nil }
        return try Form.parse(Array(body.utf8))
    }
}

extension KeptForm {
    /// Tells only that there is something to ask the database for.
    static let cookieName = "__Host-nexus-kept"

    static var remembered: HeaderValue { SetCookie(name: cookieName, value: "1", maxAge: 3_600).headerValue }
    static var forgotten: HeaderValue { SetCookie(name: cookieName, value: "", maxAge: 0).headerValue }
}
