/// An attribute of a start tag, and what may be written into its value.
struct Attribute: Equatable {
    enum Rule: Equatable {
        /// Any text, escaped.
        case text
        /// One `Link`, alone.
        case url
        /// Fixed text only; the reason is for the author.
        case fixed(String)
    }

    var name: String
    var rule: Rule
    /// Whether the value is a URL, whoever may write it.
    var isURL: Bool

    /// Whether an address of ours that stands in it must be one of the table of routes.
    var leadsToRoute: Bool { Self.links.contains(name) }

    /// - Parameters:
    ///   - name: in small letters
    ///   - element: the element it stands in, in small letters
    ///   - isInstruction: whether an `http-equiv` stands before it in the same tag
    init(_ name: String, of element: String, isInstruction: Bool = false) {
        self.name = name
        isURL = Self.urls.contains(name)
        rule =
            if name.hasPrefix("on") {
                .fixed("an event attribute holds a script")
            } else if let reason = Self.fixed[name] {
                .fixed(reason)
            } else if element == "meta", name == "content", isInstruction {
                .fixed("next to http-equiv, content is an instruction to the browser")
            } else if Self.animations.contains(element) {
                .fixed("an animation can change any attribute")
            } else if element == "script", isURL {
                .fixed("which script runs is fixed; name it by {{ asset }}")
            } else if isURL {
                .url
            } else {
                .text
            }
    }

    private static let urls: Set = [
        "action", "background", "cite", "codebase", "data", "formaction", "href", "icon", "longdesc", "manifest",
        "poster", "profile", "src", "xlink:href",
    ]

    private static let links: Set = ["action", "formaction", "href"]

    private static let fixed = [
        "style": "a style attribute holds CSS",
        "srcdoc": "srcdoc holds a whole page",
        "srcset": "srcset holds several URLs",
        "imagesrcset": "imagesrcset holds several URLs",
        "ping": "ping holds several URLs",
        "http-equiv": "http-equiv decides what content means",
    ]

    private static let animations: Set = ["animate", "animatemotion", "animatetransform", "set"]
}
