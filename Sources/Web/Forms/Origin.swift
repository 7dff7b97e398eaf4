internal import HTTP

/// Whether a POST comes from a page of this store (Fetch Metadata; OWASP Cross-Site Request Forgery Prevention).
enum Origin {
    /// `Sec-Fetch-Site` decides where the browser sends it, else `Origin`, else the form's token. `none` is a person's
    /// own doing, such as a reload.
    static func vouches(
        for request: Request, _ form: Form, _ browser: Browser, at baseURL: String
    ) throws(BadRequest) -> Bool {
        if let site = try request.header(.secFetchSite) { return site == "same-origin" || site == "none" }
        if let origin = try request.header(.origin) { return origin.lowercased() == baseURL.lowercased() }
        return browser.matches(form[Form.tokenField])
    }
}
