/// How a byte of the template moves the context on.
extension HTMLContext {
    mutating func feed(_ byte: UInt8) throws(MarkupError) {
        switch place {
        case .text:
            if byte == UInt8(ascii: "<") { place = .tagOpen }
        case .tagOpen, .endTagOpen, .tagName, .endTagName, .afterEndTagName, .selfClosing:
            try feedTag(byte)
        case .betweenAttributes, .afterAttribute, .attributeName, .afterAttributeName:
            try feedAttributeName(byte)
        case .beforeValue, .value, .unquotedValue:
            try feedValue(byte)
        case .declaration(let text):
            try feedDeclaration(byte, after: text)
        case .doctype:
            if byte == UInt8(ascii: ">") { place = .text }
        case .comment(let dashes):
            try feedComment(byte, after: dashes)
        case .content(let element, let seen):
            try feedContent(byte, of: element, seen: seen)
        }
    }

    private mutating func feedTag(_ byte: UInt8) throws(MarkupError) {
        switch place {
        case .tagOpen where Markup.isLetter(byte):
            place = .tagName(Markup.lowercase(byte))
        case .tagOpen where byte == UInt8(ascii: "/"):
            place = .endTagOpen
        case .tagOpen where byte == UInt8(ascii: "!"):
            place = .declaration("")
        case .tagOpen:
            throw MarkupError("this “<” begins no tag; for the sign itself write &lt;")
        case .endTagOpen where Markup.isLetter(byte):
            place = .endTagName(Markup.lowercase(byte))
        case .tagName(let name):
            if Markup.isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
                element = name
                try endName(byte)
            } else {
                place = .tagName(try Self.name(name, byte))
            }
        case .endTagName(let name), .afterEndTagName(let name):
            if byte == UInt8(ascii: ">") {
                if Markup.preformatted.contains(name) { isPreformatted = false }
                place = .text
            } else if Markup.isSpace(byte) {
                place = .afterEndTagName(name)
            } else if place == .endTagName(name) {
                place = .endTagName(try Self.name(name, byte))
            } else {
                throw MarkupError("an end tag has no attributes")
            }
        case .selfClosing where byte == UInt8(ascii: ">"):
            endTag()
        default:
            throw MarkupError("\(Markup.quoted(byte)) cannot stand behind “/” in a tag")
        }
    }

    private static func name(_ name: String, _ byte: UInt8) throws(MarkupError) -> String {
        guard byte > 0x20, !"<>\"'=`".utf8.contains(byte) else {
            throw MarkupError("\(Markup.quoted(byte)) cannot be part of a name")
        }
        return name + Markup.lowercase(byte)
    }

    /// Behind a whole tag or attribute name, or a whole value.
    private mutating func endName(_ byte: UInt8) throws(MarkupError) {
        switch byte {
        case UInt8(ascii: ">"): endTag()
        case UInt8(ascii: "/"): place = .selfClosing
        case _ where Markup.isSpace(byte): place = .betweenAttributes
        default: throw MarkupError("a space is missing before \(Markup.quoted(byte))")
        }
    }

    /// A start tag is over.
    private mutating func endTag() {
        if Markup.raw.contains(element) || Markup.textOnly.contains(element) || element == "plaintext" {
            place = .content(element, endTag: 0)
        } else {
            if Markup.preformatted.contains(element) { isPreformatted = true }
            place = .text
        }
        element = ""
        isInstruction = false
        hasWrittenContent = false
    }

    private mutating func feedAttributeName(_ byte: UInt8) throws(MarkupError) {
        let ends = byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || Markup.isSpace(byte)
        switch place {
        case .betweenAttributes where !ends:
            place = .attributeName(try Self.name("", byte))
        case .attributeName(let name), .afterAttributeName(let name):
            if byte == UInt8(ascii: "=") {
                if name == "http-equiv" {
                    if hasWrittenContent { throw MarkupError("http-equiv must come before content") }
                    isInstruction = true
                }
                place = .beforeValue(Attribute(name, of: element, isInstruction: isInstruction))
            } else if Markup.isSpace(byte) {
                place = .afterAttributeName(name)
            } else if ends {
                try endName(byte)
            } else if place == .attributeName(name) {
                place = .attributeName(try Self.name(name, byte))
            } else {
                place = .attributeName(try Self.name("", byte))
            }
        default:
            try endName(byte)
        }
    }

    private mutating func feedValue(_ byte: UInt8) throws(MarkupError) {
        switch place {
        case .beforeValue(let attribute):
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                place = .value(attribute, quote: byte, .empty)
            } else if byte == UInt8(ascii: ">") {
                throw MarkupError("the value of \(attribute.name) is missing")
            } else if !Markup.isSpace(byte) {
                place = .unquotedValue(attribute, .empty)
                try feedValue(byte)
            }
        case .value(let attribute, let quote, var progress):
            if byte == quote {
                place = .afterAttribute
            } else {
                if attribute.isURL { try progress.feed(byte) }
                place = .value(attribute, quote: quote, progress)
            }
        case .unquotedValue(let attribute, var progress):
            if byte == UInt8(ascii: ">") || Markup.isSpace(byte) {
                try endName(byte)
            } else if "\"'<=`".utf8.contains(byte) {
                throw MarkupError("\(Markup.quoted(byte)) needs quotes around the value of \(attribute.name)")
            } else {
                if attribute.isURL { try progress.feed(byte) }
                place = .unquotedValue(attribute, progress)
            }
        default:
            break
        }
    }

    private mutating func feedDeclaration(_ byte: UInt8, after text: String) throws(MarkupError) {
        let text = text + Markup.lowercase(byte)
        if text == "--" {
            place = .comment(dashes: 2)
        } else if text == "doctype" {
            place = .doctype
        } else if "--".hasPrefix(text) || "doctype".hasPrefix(text) {
            place = .declaration(text)
        } else {
            throw MarkupError("“<!” begins a comment or a doctype only")
        }
    }

    private mutating func feedComment(_ byte: UInt8, after dashes: Int) throws(MarkupError) {
        switch byte {
        case UInt8(ascii: "-"):
            place = .comment(dashes: min(dashes + 1, 2))
        case UInt8(ascii: ">") where dashes == 2:
            place = .text
        case UInt8(ascii: "!") where dashes == 2:
            throw MarkupError("a comment ends with “-->”; some browsers also end it at “--!>”")
        default:
            place = .comment(dashes: 0)
        }
    }

    private mutating func feedContent(_ byte: UInt8, of name: String, seen: Int) throws(MarkupError) {
        let endTag = Array("</\(name)".utf8)
        if seen == endTag.count {
            if byte == UInt8(ascii: ">") {
                place = .text
                return
            } else if Markup.isSpace(byte) {
                place = .afterEndTagName(name)
                return
            } else if byte == UInt8(ascii: "/") {
                throw MarkupError("an end tag has no “/” behind its name")
            }
        } else if byte == endTag[seen] || seen > 1 && Markup.isLetter(byte) && byte | 0x20 == endTag[seen] {
            place = .content(name, endTag: seen + 1)
            return
        } else if name == "script", seen == 1, byte == UInt8(ascii: "!") {
            throw MarkupError("“<!--” changes where a script ends; leave it out")
        }
        place = .content(name, endTag: byte == UInt8(ascii: "<") ? 1 : 0)
    }
}
