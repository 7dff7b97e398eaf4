internal import HTTP

/// By which door a request comes in: how its body is read, what vouches for it, and in what shape a problem with it is
/// answered.
enum Entry: String, Sendable {
    /// A page that a browser shows; it carries no body.
    case page
    /// A form that a browser sends.
    case form
    /// A program with a token of its own.
    case api
    /// Another system, which signs what it sends.
    case webhook
    /// A form with files, which nginx keeps in a file.
    case upload

    /// What of the body is read before a handler runs; the others get it as it came.
    ///
    /// - Parameter limit: The longest body that is read, in bytes; a longer one throws `bodyTooLarge`.
    func form(of request: Request, limit: Int) throws(BadRequest) -> Form {
        switch self {
        case .form: try request.form(limit: limit)
        case .page, .api, .webhook, .upload: Form()
        }
    }

    /// Whether the request may change anything. A browser sends its cookies whoever asks it to, so where it came from
    /// must be vouched for; a program's token and a system's signature are looked at by the handler that knows them.
    func vouches(
        for request: Request, _ form: Form, _ browser: Browser, at baseURL: String
    ) throws(BadRequest) -> Bool {
        switch self {
        case .form, .upload: try Origin.vouches(for: request, form, browser, at: baseURL)
        case .page, .api, .webhook: true
        }
    }

    /// A problem as whoever came in by this door can read it.
    func answer(_ problem: Problem, requestID: String) -> Response {
        switch self {
        case .page, .form, .upload: problem.page(requestID: requestID)
        case .api, .webhook: problem.json(requestID: requestID)
        }
    }
}
