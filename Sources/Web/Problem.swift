internal import HTML
public import HTTP
internal import Store

/// Why a request gets an error page: the status, and what the page says.
struct Problem: Error {
    let status: Status
    /// nil for the status's usual words.
    let explanation: String?
    private(set) var allow: String?
    /// Seconds until it may be tried again; nil where nobody knows.
    private(set) var retryAfter: Int?

    init(_ status: Status, _ explanation: String? = nil) {
        self.status = status
        self.explanation = explanation
        retryAfter = status == .serviceUnavailable ? 5 : nil
    }

    private init(_ excess: Excess) {
        self.init(.tooManyRequests, excess.message)
        retryAfter = Int(excess.seconds)
    }

    /// Any thrown error as a problem; its details are for the log only.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let excess as Excess: self.init(excess)
        case let refusal as BadRequest: self.init(refusal.status, refusal.message)
        default:
            switch Fault(error) {
            case .unavailable: self.init(.serviceUnavailable)
            case .crowded:
                self.init(
                    .serviceUnavailable,
                    "Many people are logging in just now. Please go back and send the form again in a few seconds.")
            case .bug: self.init(.internalServerError)
            }
        }
    }

    static func methodNotAllowed(_ route: Route) -> Problem {
        var problem = Problem(.methodNotAllowed)
        problem.allow = route.rows.map { $0.method == .get ? "GET, HEAD" : $0.method.token }.joined(separator: ", ")
        return problem
    }

    /// As a page in the store's look.
    func page(requestID: String) -> Response {
        let page = ErrorPage(
            status: status.code, explanation: explanation, requestID: SafeHTML(escaping: requestID)
        )
        return finished(.page(page, status))
    }

    /// As a problem for programs (RFC 9457).
    func json(requestID: String) -> Response {
        let words = ErrorPage(status: status.code, explanation: explanation, requestID: nil)
        // All three are words of ours and an id of letters and digits, without a quote or a backslash among them.
        let text = """
            {"status":\(status.code),"title":"\(words.title)","detail":"\(words.explanation)","request_id":"\(requestID)"}
            """
        return finished(
            Response(status: status, headers: ["Content-Type": "application/problem+json"], body: Array(text.utf8)))
    }

    private func finished(_ response: Response) -> Response {
        var answer = response
        answer.headers.add("Cache-Control", "no-store")
        answer.headers.add("X-Robots-Tag", "noindex")
        if let allow = allow.flatMap({ HeaderValue($0) }) { answer.headers.add("Allow", allow) }
        if let retryAfter { answer.headers.add("Retry-After", HeaderValue(retryAfter)) }
        return answer
    }
}

extension Site {
    /// The page for a request that never reached a handler: refused by the FastCGI layer, or without a database.
    public static func refusal(_ status: Status, requestID: String) -> Response {
        Problem(status).page(requestID: requestID)
    }

    /// The pages for nginx's own refusals, with a place for nginx to put the request's id.
    public static var errorPages: [(status: Int, html: [UInt8])] {
        [400, 403, 404, 405, 408, 413, 414, 421, 429, 431, 500, 501, 502, 503, 504].map { status in
            (status, ErrorPage(status: status, requestID: SafeHTML.requestIDPlaceholder).bytes())
        }
    }
}
