internal import HTML
internal import HTTP

extension Visit {
    /// What a list is searched for; nil for everything.
    var searched: String? {
        get throws(BadRequest) { try query.value(of: "q").flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// The pager of this very list, with its search kept.
    /// - Parameter last: the last entry's key when more follow; nil at the end of the list.
    func pager(_ noun: String, last: String?) throws(BadRequest) -> Pager {
        let kept = ("q", try searched)
        let isFirst = try query.value(of: "before") == nil
        return Pager(
            noun, first: isFirst ? nil : route.link([kept]), older: last.map { route.link([kept, ("before", $0)]) }
        )
    }
}
