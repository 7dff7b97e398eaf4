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
        var buffer = HTMLBuffer(reserving: text.utf8.count + text.utf8.count / 8 + 16)
        var text = text
        // Over the bytes themselves: descriptions are most of what a product's page has to go through.
        text.withUTF8 { write(paragraphs: $0[...], to: &buffer) }
        return SafeHTML(trusted: String(decoding: buffer.finish(), as: UTF8.self))
    }

    private static func write(paragraphs text: Slice<UnsafeBufferPointer<UInt8>>, to buffer: inout HTMLBuffer) {
        var rest = text
        var open = false
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let words = rest[..<end].drop(while: isBlank)
            rest = rest[end...].dropFirst()
            if words.isEmpty {
                if open { buffer.literal("</p>") }
                open = false
            } else {
                buffer.literal(open ? "<br>" : "<p>")
                let line = words.last == UInt8(ascii: "\r") ? words.dropLast() : words
                buffer.append(escaping: UnsafeBufferPointer(rebasing: line))
                open = true
            }
        }
        if open { buffer.literal("</p>") }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    /// nginx puts the id of the request here (server side includes), for pages that are written before there is one.
    public static let requestIDPlaceholder = SafeHTML(trusted: "<!--# echo var=\"request_id\" -->")
}
