internal import HTTP

/// Whether a POST comes from a page of this store (Fetch Metadata; OWASP Cross-Site Request Forgery Prevention).
enum Origin {
    /// `Sec-Fetch-Site` decides where the browser sends it, else `Origin`, else the form's token. `none` is a person's
    /// own doing, such as a reload.
    static func vouches(for request: Request, _ form: Form, _ secret: FormSecret, at baseURL: String) -> Bool {
        if let site = request.headers["sec-fetch-site"] { return site == "same-origin" || site == "none" }
        if let origin = request.headers["origin"] { return origin.lowercased() == baseURL.lowercased() }
        return secret.matches(form["form_token"])
    }
}
