/// What is taken for a link from outside stays on this site, and so does any link that is made here of whatever text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let link = Link(local: text) {
        precondition(link.location == text)
        check(link)
    }
    let pieces = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let made = Link(path: pieces, query: [(text, text)])
    check(made)
    precondition(made.location.utf8.count > 2_048 || Link(local: made.location) == made)
    return 0
}

/// A browser resolves it to a path on this origin: one slash, then nothing it would read as another host or folder.
private func check(_ link: Link) {
    let location = link.location
    precondition(location.hasPrefix("/") && !location.hasPrefix("//"))
    precondition(location.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    let path = location.prefix { $0 != "?" && $0 != "#" }.lowercased().replacing("%2e", with: ".")
    precondition(!path.split(separator: "/").contains { $0 == "." || $0 == ".." } && !path.contains("//"))
}
