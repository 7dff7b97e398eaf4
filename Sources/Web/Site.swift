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
        do {
            return try answer(request, &db, note)
        } catch {
            let problem = Problem(error)
            if problem.status.code >= 500 { log(error, problem, request) }
            return problem.response(requestID: request.id)
        }
    }

    private func answer(_ request: Request, _ db: inout Database, _ note: (String) -> Void) throws -> Response {
        let target = try request.parsedTarget()
        guard let route = Route(path: target.path) else { throw Problem(.notFound) }
        note(route.name.rawValue)
        let cookies = request.cookies
        let viewer = try Viewer.find(cookies, at: Timestamp(microseconds: request.receivedAt), &db)
        // Before anything else can tell that the page is there.
        guard viewer.mayKnow(of: route) else { throw Problem(.notFound) }
        guard route.name.accepts(request.method) else { throw Problem.methodNotAllowed(route.name) }
        let secret = FormSecret(cookies)
        let form = request.method == .post ? try request.form() : Form()
        if request.method == .post {
            guard Origin.vouches(for: request, form, secret, at: settings.baseURL) else { throw Problem(.forbidden) }
        }
        let visit = Visit(
            request: request, cookies: cookies, route: route, query: target.query, form: form, secret: secret,
            viewer: viewer, settings: settings
        )
        return visit.finish(try dispatch(visit, &db))
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
