import HTML

/// The links under a list that is paged by key: on to older entries, and back to the beginning.
struct Pager: Sendable {
    /// What the list holds, in the plural: "products".
    let noun: String
    /// The first page; nil on the first page itself.
    let first: Link?
    /// The next page; nil on the last one.
    let older: Link?

    init(_ noun: String, first: Link? = nil, older: Link? = nil) {
        self.noun = noun
        self.first = first
        self.older = older
    }

    /// Whether there is any page but this one.
    var isNeeded: Bool { first != nil || older != nil }
}
