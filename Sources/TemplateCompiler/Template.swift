/// One file, parsed.
struct Template {
    var source: Source
    /// The Swift type from `{% page %}`, and where it is named.
    var page: Reference?
    /// The layout from `{% extends %}`.
    var layout: Reference?
    var nodes: [Node] = []
    /// Every block in the file, nested ones included.
    var blocks: [Block] = []
    var diagnostics: [Diagnostic] = []
    /// Whether something is never closed, or closes nothing, so that the tree is not what the author meant.
    var isUnbalanced = false

    /// Whether a file is only there to be included or extended.
    static func isPartial(_ name: String) -> Bool {
        let file = name.split(separator: "/").last ?? ""
        return file.hasPrefix("_") || name.hasPrefix("layouts/")
    }
}
