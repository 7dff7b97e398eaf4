/// A page struct with a template: the template compiler writes the conformance from `{% page Name %}`.
public protocol HTMLTemplate {
    /// Writes the page to the end of `html`.
    func render(into html: inout HTMLBuffer)
}

extension HTMLTemplate {
    /// The page as UTF-8.
    public func bytes() -> [UInt8] {
        var html = HTMLBuffer()
        render(into: &html)
        return html.finish()
    }
}
