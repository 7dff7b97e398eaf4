internal import HTML
internal import HTTP
internal import Store

/// One request with everything a handler may ask of it.
struct Visit: Sendable {
    let request: Request
    let cookies: Cookies
    let route: Route
    let row: RouteRow
    let query: Query
    /// Empty unless a form was sent.
    let form: Form
    let browser: Browser
    let viewer: Viewer
    let settings: SiteSettings
    /// Why the form that was sent is only shown again; nil when it is looked at.
    var refusal: Refusal?
    /// What was laid aside of a form that this page shows, and the address which that is posted to.
    var kept: (action: String, form: Form)?
    /// This sending of the form, once it has been looked at; where it leads is still to be said.
    var sending: Submission?

    var isPost: Bool { request.method == .post }

    /// When the request arrived; what everything in it calls now.
    var now: Timestamp { Timestamp(microseconds: request.receivedAt) }

    private var flash: Flash? { cookies[Flash.cookieName].flatMap { Flash(rawValue: $0) } }

    func layout(_ title: String, _ section: Layout.Section, summary: String? = nil) -> Layout {
        let shown: Layout.Viewer =
            switch viewer {
            case .visitor: .visitor
            case .seller(let seller): .seller(name: seller.account.displayName)
            case .admin(let admin): .admin(name: admin.account.displayName)
            }
        return Layout(
            title: title, viewer: shown, section: section, formToken: viewer.account == nil ? "" : browser.token,
            flash: flash?.message, summary: summary
        )
    }

    /// What the route's handler answers. A visitor at a seller's page logs in first and comes back; an admin, who sells
    /// nothing, goes to the admin's pages.
    func answered(_ db: inout Database) throws -> Response {
        do {
            return try withKept(&db).dispatch(&db)
        } catch is NotSignedIn {
            return isPost ? try keepForLogin(&db) : .redirect(to: loginLink)
        } catch is SellsNothing {
            return .redirect(to: Route.adminOverview.link)
        }
    }

    /// Where a form or an address asks to go next; only a path on this site, else nil.
    func next(_ asked: String?) -> Link? { asked.flatMap { Link(local: $0) } }

    /// The answer with what every answer of this visit needs: how it may be kept, and the cookies that changed.
    func finish(_ answer: Response) -> Response {
        var answer = answer
        let isPublic = row.options.isPublic && viewer.account == nil
        answer.headers.add("Cache-Control", isPublic ? "no-cache" : "no-store")
        if !row.options.isPublic { answer.headers.add("X-Robots-Tag", "noindex") }
        if let account = viewer.account, account.session.wasExtended, !answer.sets(SessionCookie.name) {
            let seconds = (account.session.expiresAt.microseconds - now.microseconds) / 1_000_000
            answer.headers.add("Set-Cookie", SessionCookie.holding(account.token, seconds: seconds))
        }
        if let cookie = browser.newCookie { answer.headers.add("Set-Cookie", cookie) }
        if flash != nil, request.method == .get, answer.status == .ok {
            answer.headers.add("Set-Cookie", Flash.removed)
        }
        return answer
    }
}

extension Response {
    /// A page.
    static func page(_ page: some HTMLTemplate, _ status: Status = .ok) -> Response {
        .html(page.bytes(), status: status)
    }

    /// See the page at `link` (303), and there the sentence of `flash`.
    static func redirect(to link: Link, flash: Flash? = nil) -> Response {
        // A link holds printable ASCII only, so it is always fit for a header.
        var answer = Response.redirect(to: HeaderValue(link.location) ?? "/")
        if let flash { answer.headers.add("Set-Cookie", flash.cookie) }
        return answer
    }

    /// Whether it already sets this cookie.
    func sets(_ cookie: String) -> Bool { headers.all("set-cookie").contains { $0.hasPrefix(cookie + "=") } }
}
