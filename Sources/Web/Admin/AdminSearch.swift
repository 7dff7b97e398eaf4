internal import HTML
internal import HTTP

extension Visit {
    /// What a list is searched for; nil for everything.
    var searched: String? { query["q"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The pager of this very list, with its search kept.
    /// - Parameter last: the last entry's key when more follow; nil at the end of the list.
    func pager(_ noun: String, last: String?) -> Pager {
        Pager(
            noun, first: query["before"].map { _ in route.link([("q", searched)]) },
            older: last.map { route.link([("q", searched), ("before", $0)]) }
        )
    }
}
