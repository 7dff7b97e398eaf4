internal import HTML
internal import HTTP
internal import Store

/// Links as people and text programs write them: `/Products/Slug`, `/products/slug/`, and with the full stop, comma or
/// bracket that came after the link in a sentence.
extension Site {
    /// The way (301) from a path that has no route to the public page that is meant; nil when there is none, and for
    /// anything but a public page that is there for this viewer. The query goes along.
    func wayFromTypedLink(
        _ request: Request, _ target: Target, noting note: (String) -> Void, _ db: inout Database
    ) throws -> Response? {
        guard request.method == .get || request.method == .head, let route = Route(typed: target.path),
            let row = route.row(for: .get), row.options.isPublic
        else { return nil }
        note(route.name)
        let page = try answer(request, target, route, row, &db)
        guard page.status == .ok else { return nil }
        // The path is one of ours and begins with a single slash; what follows it can lead to no other site.
        let query = request.target.utf8.drop { $0 != UInt8(ascii: "?") }
        let isPlain = query.allSatisfy { (0x21...0x7E).contains($0) }
        let location = route.link.location + (isPlain ? String(query) ?? "" : "")
        var way = Response(status: .movedPermanently)
        way.headers.add("Location", HeaderValue(location) ?? "/")
        for line in page.headers.all("cache-control") {
            if let value = HeaderValue(line) { way.headers.add("Cache-Control", value) }
        }
        return way
    }
}

extension Route {
    /// The route of a path without what a link may have been written with: capital letters, a slash at its end, and
    /// there anything that is neither a letter, nor a digit, nor a hyphen.
    init?(typed path: [String]) {
        var segments = path.map { $0.lowercased() }
        while segments.last?.isEmpty == true { segments.removeLast() }
        if let last = segments.popLast() {
            let end = last.lastIndex { $0.isLetter || $0.isNumber || $0 == "-" }
            guard let end else { return nil }
            segments.append(String(last[...end]))
        }
        guard segments != path else { return nil }
        self.init(path: segments)
    }
}
