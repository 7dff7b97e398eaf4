/// An address of our own in a link or form of a template, as far as it is written.
struct Address: Equatable {
    /// Without query and fragment.
    var bytes: [UInt8]
    /// The attribute it stands in.
    var attribute: String
    /// Where its first slash stands.
    var position: Position

    /// What is wrong with it; nil when it leads somewhere.
    func fault(in routes: RouteTable) -> Diagnostic? {
        let text = String(decoding: bytes, as: UTF8.self)
        // Static files are nginx's; behind two slashes comes another host.
        guard !text.hasPrefix("/static/"), !text.hasPrefix("//") else { return nil }
        guard routes.addresses.contains(text) else {
            return Diagnostic(position, "nothing is at \(text): it is not in \(routes.name)")
        }
        guard attribute != "href" || routes.pages.contains(text) else {
            return Diagnostic(position, "\(text) takes no GET, so no link leads there")
        }
        return nil
    }
}
