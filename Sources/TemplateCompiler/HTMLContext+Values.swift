/// Which values may stand in the context, and how they are written there.
extension HTMLContext {
    /// The method of `HTMLBuffer` that writes a value safely at this place.
    enum Slot: String {
        case text
        case plain
        case attribute
        case url
    }

    /// How a value is written here. Refuses the places where no escaping would help.
    func slot() throws(MarkupError) -> Slot {
        switch place {
        case .text:
            return .text
        case .content(let element, let seen):
            guard Markup.textOnly.contains(element) else {
                throw MarkupError("no value can be written safely inside <\(element)>")
            }
            guard seen == 0 else { throw MarkupError("a value cannot be part of a tag name") }
            return .plain
        case .tagOpen, .endTagOpen, .tagName, .endTagName, .afterEndTagName, .selfClosing:
            throw MarkupError("a value cannot be part of a tag name")
        case .betweenAttributes, .afterAttribute, .attributeName, .afterAttributeName:
            throw MarkupError("a value cannot be an attribute; write name=\"{{ value }}\"")
        case .beforeValue(let attribute), .unquotedValue(let attribute, _):
            throw MarkupError("put quotes around the value of \(attribute.name)")
        case .declaration, .doctype:
            throw MarkupError("a value cannot stand in a declaration")
        case .comment:
            throw MarkupError("a value cannot stand in a comment; to leave out a part use {# … #}")
        case .value(let attribute, _, let progress):
            switch attribute.rule {
            case .text:
                return .attribute
            case .fixed(let reason):
                throw MarkupError("no value in \(attribute.name): \(reason)")
            case .url:
                guard progress == .empty else {
                    throw MarkupError("a {{ link }} stands alone between the quotes of its attribute")
                }
                return .url
            }
        }
    }

    /// Takes note that a value was written.
    mutating func didWriteValue() {
        guard case .value(let attribute, let quote, _) = place else { return }
        if attribute.rule == .url { place = .value(attribute, quote: quote, .complete) }
        if attribute.name == "content" { hasWrittenContent = true }
    }

    /// Goes on as if something harmless had been written in place of a refused value, so that one mistake is not
    /// reported as two.
    mutating func didRefuseValue() {
        addresses = []
        switch place {
        case .tagOpen: place = .tagName("refused")
        case .endTagOpen: place = .endTagName("refused")
        case .betweenAttributes, .afterAttribute, .afterAttributeName: place = .attributeName("refused")
        case .beforeValue(let attribute): place = .unquotedValue(attribute, .fixed)
        case .value(let attribute, let quote, _): place = .value(attribute, quote: quote, .fixed)
        default: break
        }
    }

    /// Whether the hashed name of a static file may be written here; it is harmless wherever a value is, and it may
    /// also name a script.
    func checkAsset() throws(MarkupError) {
        if case .value(let attribute, _, .empty) = place, attribute.isURL { return }
        _ = try slot()
    }
}
