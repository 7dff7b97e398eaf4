internal import HTML
public import HTTP
internal import Logging
public import Store

/// The store's web site: what a request is answered with.
public struct Site: Sendable {
    let settings: SiteSettings

    public init(_ settings: SiteSettings) { self.settings = settings }

    /// Answers a request. Never throws: whatever goes wrong becomes an error page, and a line in the log.
    ///
    /// - Parameter note: told the route's name, such as `product`, once it is known and before anything is done.
    public func respond(
        to request: Request, _ db: inout Database, noting note: (String) -> Void = { _ in }
    ) -> Response {
        var entry = Entry.page
        do {
            let target = try request.parsedTarget()
            guard let route = Route(path: target.path) else {
                if let way = try wayFromTypedLink(request, target, noting: note, &db) { return way }
                throw Problem(.notFound)
            }
            note(route.name)
            let row = route.row(for: request.method)
            if let row { entry = row.entry }
            return try answer(request, target, route, row, &db)
        } catch {
            let problem = Problem(error)
            if problem.status.code >= 500 { log(error, problem, request) }
            return entry.answer(problem, requestID: request.id)
        }
    }

    func answer(
        _ request: Request, _ target: Target, _ route: Route, _ row: RouteRow?, _ db: inout Database
    ) throws -> Response {
        let cookies = request.cookies
        let viewer = try Viewer.find(cookies, at: Timestamp(microseconds: request.receivedAt), &db)
        // Before anything else can tell that the page is there.
        guard viewer.mayKnow(of: route) else { throw Problem(.notFound) }
        guard let row else { throw Problem.methodNotAllowed(route) }
        let browser = Browser(cookies, needsCookie: row.options.setsFormCookie || viewer.account != nil)
        let form = try row.entry.form(of: request, limit: row.options.fields.longestBody)
        guard try row.entry.vouches(for: request, form, browser, at: settings.baseURL) else {
            throw Problem(.forbidden)
        }
        let visit = Visit(
            request: request, cookies: cookies, route: route, row: row, query: target.query, form: form,
            browser: browser, viewer: viewer, settings: settings
        )
        return visit.finish(try row.entry == .form ? visit.submit(&db) : visit.answered(&db))
    }

    private func log(_ error: any Error, _ problem: Problem, _ request: Request) {
        settings.logger.error(
            "request failed",
            metadata: [
                "request_id": "\(request.id)", "status": "\(problem.status.code)",
                "method": "\(request.method.token)", "error": "\(Fault.detail(of: error))",
            ]
        )
    }
}
