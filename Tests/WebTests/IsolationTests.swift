import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// What people wrote reads in its own direction and moves nothing around it, on every page.
@Suite("What people wrote is isolated")
struct IsolationTests {
    /// Letters that are written from right to left, and that no text of ours has.
    static let marker = "مرحبا"

    // Case 21
    @Test("text from any column stands in an element of its own direction, on every page")
    func everyPage() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let order = try placeOrder(cast, &db)
            let declined = try placeOrder(cast, email: "decline@example.com", &db)
            let visitors = try [nil, cast.mara, cast.root].map { try $0.map { try Visitor(as: $0, &db) } ?? Visitor() }
            let planted = try Self.plant(&db)
            #expect(
                Set(planted).isSuperset(of: [
                    "orders.email", "orders.name", "orders.product_name", "products.description",
                    "products.name", "products.takedown_reason", "users.email", "users.name", "users.suspension_reason",
                ]))
            let pages = Route.table.filter { $0.method == .get }.map { AccessTests.path($0, cast, order.id) }
            var seen: Set<String> = []
            for path in pages + ["/orders/\(declined.id)/declined"] {
                for var visitor in visitors {
                    let page = visitor.get(path, &db)
                    if page.text.contains(Self.marker) { seen.insert(path) }
                    for fault in WrittenText.faults(of: page.text, marker: Self.marker) {
                        Issue.record("\(path): \(fault)")
                    }
                }
            }
            #expect(seen.count > 15)
        }
    }

    // Case 21
    @Test("so does what a form shows again, and what it says about it")
    func everyForm() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            try db.run(
                "UPDATE products SET name = \(Self.marker), description = \(Self.marker) WHERE user_id = \(cast.mara.id)"
            )
            let names = [
                "name", "email", "price", "description", "status", "password", "current_password", "new_password", "q",
            ]
            let typed = Dictionary(names.map { ($0, Self.marker) }) { $1 }
            let stale = ["name": "Rye", "price": "7", "description": "", "status": "active", "version": "0"]
            let bought = ["email": "iris@example.com", "shown_price": "4999", "shown_name": "Bread"]
            var refused = 0
            for row in Route.table where row.method == .post {
                for form in [typed, stale, bought] {
                    var mara = try Visitor(as: cast.mara, &db)
                    let page = mara.post(AccessTests.path(row, cast, order.id), form, &db)
                    if page.status == .unprocessable, page.text.contains(Self.marker) { refused += 1 }
                    for fault in WrittenText.faults(of: page.text, marker: Self.marker) {
                        Issue.record("\(row.name): \(fault)")
                    }
                }
            }
            #expect(refused >= 6)
        }
    }

    // Case 21
    @Test(
        "a seller's name of which nothing can be seen counts as none", arguments: ["", "\u{200B}", " \u{2060}\u{200F}"])
    func invisibleName(name: String) throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            try db.run("UPDATE users SET name = \(name) WHERE id = \(cast.mara.id)")
            var visitor = Visitor()
            for path in [
                "/", "/products/\(cast.course.slug)", "/checkout/\(cast.course.id)", "/orders/\(order.id)/success",
            ] {
                #expect(visitor.get(path, &db).text.contains("<bdi>Independent seller</bdi>"), "\(path)")
            }
            var mara = try Visitor(as: cast.mara, &db)
            #expect(mara.get("/dashboard", &db).text.contains("mara@example.com</bdi>"))
        }
    }

    /// Puts the marker into every column of text that takes it, past every rule of the pages, and gives their names.
    /// Columns that hold one word of a few have a constraint that refuses it.
    private static func plant(_ db: inout Database) throws -> [String] {
        try db.script("ALTER TABLE orders DISABLE TRIGGER USER")
        let columns = try db.all(
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'text' AND table_name IN ('users', 'products', 'orders')
            ORDER BY 1
            """, as: String.self)
        return try columns.filter { column in
            let parts = column.split(separator: ".")
            do {
                try db.script("UPDATE \(parts[0]) SET \(parts[1]) = '\(marker)' || \(parts[1])")
                return true
            } catch let error as DatabaseError where error.kind == .checkViolation {
                return false
            }
        }
    }
}
