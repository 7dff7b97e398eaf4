/// Where in the markup a byte of a page stands: the tokenizer of the HTML standard (13.2.5), without the leniency.
/// What a browser would repair is refused, so that both always see the same.
struct HTMLContext: Equatable {
    enum Place: Equatable {
        /// Between tags.
        case text
        /// Behind `<`.
        case tagOpen
        /// Behind `</`.
        case endTagOpen
        case tagName(String)
        case endTagName(String)
        case afterEndTagName(String)
        /// Behind white space in a start tag.
        case betweenAttributes
        /// Behind an attribute, or a name cut off by a statement: white space must come first.
        case afterAttribute
        case attributeName(String)
        case afterAttributeName(String)
        case beforeValue(Attribute)
        case value(Attribute, quote: UInt8, URLProgress)
        case unquotedValue(Attribute, URLProgress)
        /// Behind `/` in a start tag.
        case selfClosing
        /// Behind `<!`, with what followed so far.
        case declaration(String)
        case doctype
        /// In a comment, with how many dashes were last.
        case comment(dashes: Int)
        /// In an element whose content has no tags, with how much of its end tag was seen.
        case content(String, endTag: Int)
    }

    var place = Place.text
    /// The element of the start tag we are in; empty elsewhere.
    var element = ""
    /// Whether this tag has an `http-equiv`, so that its `content` is an instruction.
    var isInstruction = false
    /// Whether a value was written into the `content` of this tag.
    var hasWrittenContent = false
    /// The addresses of our own that the value we are in may be, as far as they are written.
    var addresses: [Address] = []
    /// Whether we are in a `pre`.
    var isPreformatted = false

    /// Whether white space at the start of a line can be left out without anyone seeing it.
    var ignoresIndentation: Bool {
        place == .text && !isPreformatted || place == .betweenAttributes
    }

    /// Whether a `textarea` or `pre` has just begun, where a browser drops a line feed that comes next.
    func startsVerbatim(after before: HTMLContext) -> Bool {
        if case .content = before.place { return false }
        return place == .content("textarea", endTag: 0) || isPreformatted && !before.isPreformatted
    }

    /// The same place, as an author thinks of it who puts a statement there: names end, and so do attributes.
    var atStatement: HTMLContext {
        var context = self
        switch place {
        case .tagName(let name):
            context.element = name
            context.place = .afterAttribute
        case .attributeName:
            context.place = .afterAttribute
        case .afterAttributeName:
            context.place = .betweenAttributes
        default:
            break
        }
        return context
    }

    /// The place after two branches that end here and there; `nil` if what follows could not be right for both.
    static func join(_ one: HTMLContext, _ other: HTMLContext) -> HTMLContext? {
        var (one, other) = (one.atStatement, other.atStatement)
        one.isInstruction = one.isInstruction || other.isInstruction
        one.hasWrittenContent = one.hasWrittenContent || other.hasWrittenContent
        one.addresses += other.addresses.filter { !one.addresses.contains($0) }
        (other.isInstruction, other.hasWrittenContent) = (one.isInstruction, one.hasWrittenContent)
        other.addresses = one.addresses
        if one == other { return one }
        if one.place == .betweenAttributes { one.place = .afterAttribute }
        if other.place == .betweenAttributes { other.place = .afterAttribute }
        return one == other ? one : nil
    }

    /// For messages.
    var description: String {
        switch place {
        case .text: isPreformatted ? "in a <pre>" : "in the text"
        case .tagOpen, .endTagOpen, .tagName, .endTagName, .afterEndTagName, .selfClosing: "in a tag"
        case .betweenAttributes, .afterAttribute, .attributeName, .afterAttributeName: "in the tag <\(element)>"
        case .beforeValue(let attribute), .value(let attribute, _, _), .unquotedValue(let attribute, _):
            "in the value of \(attribute.name)"
        case .declaration, .doctype: "in a declaration"
        case .comment: "in a comment"
        case .content(let element, _): "in <\(element)>"
        }
    }
}
