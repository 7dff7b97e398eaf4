import HTML
import HTTP

/// The forms of a page, read from its bytes as a browser would.
struct PageForm: Sendable {
    struct Field: Sendable {
        let name: String
        let value: String
        let isHidden: Bool
    }

    let method: String
    let action: String
    private(set) var fields: [Field] = []

    /// All forms of a page, in order.
    static func all(_ page: [UInt8]) -> [PageForm] {
        var forms: [PageForm] = []
        var isOpen = false
        for tag in tags(page) {
            switch tag.name {
            case "form":
                forms.append(
                    PageForm(method: tag.attributes["method"] ?? "get", action: tag.attributes["action"] ?? ""))
                isOpen = true
            case "/form": isOpen = false
            case "input", "textarea", "select":
                guard isOpen, let name = tag.attributes["name"] else { continue }
                let isHidden = tag.attributes["type"] == "hidden" || tag.attributes["hidden"] != nil
                forms[forms.count - 1].fields.append(
                    Field(name: name, value: tag.attributes["value"] ?? "", isHidden: isHidden))
            default: continue
            }
        }
        return forms
    }

    private struct Tag {
        let name: String
        var attributes: [String: String] = [:]
    }

    private static func tags(_ page: [UInt8]) -> [Tag] {
        page.split(separator: UInt8(ascii: "<")).dropFirst().map { piece in
            tag(piece.prefix { $0 != UInt8(ascii: ">") })
        }
    }

    private static func tag(_ bytes: ArraySlice<UInt8>) -> Tag {
        var rest = bytes
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
        var tag = Tag(name: String(decoding: rest.prefix { !isBlank($0) }, as: UTF8.self))
        rest = rest.drop { !isBlank($0) }
        while true {
            rest = rest.drop(while: isBlank)
            guard !rest.isEmpty else { return tag }
            let name = rest.prefix { !isBlank($0) && $0 != UInt8(ascii: "=") }
            rest = rest[name.endIndex...]
            var value: ArraySlice<UInt8> = []
            if rest.starts(with: "=\"".utf8) {
                rest = rest.dropFirst(2)
                value = rest.prefix { $0 != UInt8(ascii: "\"") }
                rest = rest[value.endIndex...].dropFirst()
            }
            tag.attributes[String(decoding: name, as: UTF8.self)] = unescaped(String(decoding: value, as: UTF8.self))
        }
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
