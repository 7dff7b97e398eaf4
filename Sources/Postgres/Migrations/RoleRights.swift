/// What the connection's own role may do in this database, object by object, as the catalogues have it; and what
/// migrations/README.md says it may.
public struct RoleRights: Sendable, Equatable {
    /// `table users` and the like, each with `SELECT; UPDATE (email, name)`, or `nothing`.
    public let objects: [String: String]

    /// As they are in force: the role's own, those of roles it is a member of, and everybody's.
    public init(_ db: inout Connection) throws(DatabaseError) {
        var objects: [String: String] = [:]
        for query in Self.queries {
            for row in try db.all(query, as: ObjectRow.self) { objects[row.object] = row.rights }
        }
        self.objects = objects
    }

    /// As a guide promises them: the rows of its one table that begins with `| object |`.
    public init(guide: String) {
        var objects: [String: String] = [:]
        var isInside = false
        for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                isInside = false
                continue
            }
            let cells = line.split(separator: "|").map { Self.plain($0) }
            if cells.first == "object" { isInside = true }
            guard isInside, cells.count >= 2, cells[0] != "object", cells[0].first != "-" else { continue }
            objects[cells[0]] = cells[1]
        }
        self.objects = objects
    }

    /// A line for each object about which the two differ; what the role itself is comes first, for the rest may follow of it.
    public func differences(from promised: RoleRights) -> [String] {
        let all = Set(objects.keys).union(promised.objects.keys).sorted()
        let ofRole = all.filter { $0.hasPrefix("role") }
        return (ofRole + all.filter { !$0.hasPrefix("role") }).compactMap { object in
            switch (objects[object], promised.objects[object]) {
            case (let found?, let said?): found == said ? nil : "\(object): \(found), where \(said) is promised"
            case (let found?, nil): "\(object): \(found), of which nothing is said"
            case (nil, _): "\(object) is promised, and is not there"
            }
        }
    }

    private static func plain(_ cell: Substring) -> String {
        var text = cell.filter { $0 != "`" }[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

private struct ObjectRow: RowDecodable {
    let object: String
    let rights: String

    init(row: inout Row) throws(DatabaseError) {
        object = try row.next()
        rights = try row.next()
    }
}
