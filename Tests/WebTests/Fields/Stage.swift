import Glibc
import HTTP
import Postgres
import Store
import TestSupport

@testable import Web

/// A store with its cast and an order of each kind, in a database of its own: what all fields of all routes are tried on.
struct Stage {
    let cast: Cast
    /// Mara's course, bought: paid, being paid, and declined.
    let orders: [Order.ID]

    static func with<T>(_ body: (Stage, inout Database) throws -> T) throws -> T {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let paid = try placeOrder(cast, &db).id
            let others = try ["processing", "cancelled"].map { status in
                let id = try db.one(
                    "INSERT INTO orders (product_id, email) VALUES (\(cast.course.id), 'iris@example.com') RETURNING id",
                    as: Order.ID.self)
                try db.run("UPDATE orders SET status = \(status) WHERE id = \(id)")
                return id
            }
            var asApplication = try Connection(app)
            return try body(Stage(cast: cast, orders: [paid] + others), &asApplication)
        }
    }

    /// A row's address with Mara's things in it.
    /// - Parameter order: which of the orders.
    func path(_ row: RouteRow, order: Int = 0) -> String { AccessTests.path(row, cast, orders[order]) }

    /// Who may do what the row says to Mara's things.
    static func owner(of row: RouteRow) -> AccessTests.Viewer {
        switch row.access {
        case .anyone: .visitor
        case .account, .seller: .owner
        case .admin: .admin
        }
    }

    /// A browser of theirs.
    func visitor(_ viewer: AccessTests.Viewer, _ db: inout Database) throws -> Visitor {
        try viewer.user(cast).map { try Visitor(as: $0, &db) } ?? Visitor()
    }

    /// Every row of every table that the application sees, as "table digest": the tables come from the catalogue.
    static func rows(_ db: inout Database) throws -> [String: Int] {
        let rows: [String] = try db.all(
            """
            SELECT tables.relname || ' ' || (xpath('/row/digest/text()', line))[1]::text
            FROM pg_class AS tables,
                unnest(xpath('//row', query_to_xml(
                    format('SELECT md5(t::text) AS digest FROM %I AS t', tables.relname), false, false, ''))) AS line
            WHERE tables.relnamespace = 'public'::regnamespace AND tables.relkind IN ('r', 'p')
                AND has_table_privilege(tables.oid, 'SELECT')
            """)
        return rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

/// What a request did to the rows of the store.
struct Change: Equatable {
    /// Rows that are as they were no more, or not there.
    var gone: Set<String> = []
    /// How many rows there are, by table, that were not there, or not so.
    var new: [String: Int] = [:]

    init(from before: [String: Int], to after: [String: Int]) {
        gone = Set(before.filter { after[$0.key, default: 0] < $0.value }.keys)
        for (row, count) in after where count > before[row, default: 0] {
            new[String(row.prefix { $0 != " " }), default: 0] += count - before[row, default: 0]
        }
    }

    /// Whether it touches no row that `other` does not.
    func isWithin(_ other: Change) -> Bool {
        gone.isSubset(of: other.gone) && new.allSatisfy { $1 <= other.new[$0, default: 0] }
    }
}

/// The processor's time of this thread, in microseconds; what others do meanwhile is not in it.
func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
}
