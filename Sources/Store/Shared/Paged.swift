/// One page of a list that is paged by key.
public struct Paged<Item: Sendable>: Sendable {
    public let items: [Item]
    /// Whether another page follows; its key is that of the last item.
    public let hasMore: Bool

    /// How many rows a list page shows.
    public static var size: Int { 20 }

    /// Takes what a query with `LIMIT size + 1` found: the one row too many only says that there is more.
    init(_ rows: [Item], size: Int = Self.size) {
        items = Array(rows.prefix(size))
        hasMore = rows.count > size
    }
}
