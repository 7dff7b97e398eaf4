/// Markup that may be written into a page as it stands. Only this module makes it, so every way to it is on this page.
public struct SafeHTML: Sendable, Equatable {
    /// The markup.
    public let markup: String

    /// Text as markup: everything that could be markup in it is escaped.
    public init(escaping text: String) {
        var buffer = HTMLBuffer(reserving: text.utf8.count)
        buffer.text(text)
        markup = String(decoding: buffer.finish(), as: UTF8.self)
    }

    /// The caller vouches for `markup`.
    init(trusted markup: String) {
        self.markup = markup
    }

    /// A page or a part of one, rendered.
    public static func render(_ page: some HTMLTemplate) -> SafeHTML {
        SafeHTML(trusted: String(decoding: page.bytes(), as: UTF8.self))
    }

    /// What somebody typed, as paragraphs: escaped, a blank line ends a paragraph, any other line end is a `<br>`.
    /// Empty when there is nothing but white space.
    public static func paragraphs(_ text: String) -> SafeHTML {
        var markup = ""
        var open = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            guard let first = line.firstIndex(where: { !$0.isWhitespace }) else {
                if open { markup += "</p>" }
                open = false
                continue
            }
            markup += open ? "<br>" : "<p>"
            markup += SafeHTML(escaping: String(line[first...])).markup
            open = true
        }
        if open { markup += "</p>" }
        return SafeHTML(trusted: markup)
    }

    /// nginx puts the id of the request here (server side includes), for pages that are written before there is one.
    public static let requestIDPlaceholder = SafeHTML(trusted: "<!--# echo var=\"request_id\" -->")
}
