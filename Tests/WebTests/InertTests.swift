import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Whatever text a table holds, a page shows it as text.
@Suite("Stored text is inert")
struct InertTests {
    static let hostile = "\"'<>&\u{2028}</title></textarea><script>alert(1)</script>"

    @Test("hostile text in every text column that takes it does nothing on any page")
    func everyPage() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            let cast = try Cast.plant(&db)
            let order = try placeOrder(cast, &db)
            let cancelled = try Self.cancelledOrder(of: cast.course.id, &db)
            let visitors = try [nil, cast.mara, cast.root].map { try $0.map { try Visitor(as: $0, &db) } ?? Visitor() }
            try Self.poison(&db)
            let declined = "/orders/\(cancelled)/declined"
            for path in Route.table.map({ AccessTests.path($0, cast, order.id) }) + [declined] {
                for var visitor in visitors {
                    let page = visitor.get(path, &db).text
                    #expect(!page.contains("<script"), "\(path)")
                    #expect(!page.contains("\"'<>"), "\(path)")
                    #expect(!page.contains("</title></textarea>"), "\(path)")
                }
            }
            var iris = Visitor()
            #expect(iris.get(declined, &db).text.contains("&lt;script&gt;alert(1)"))
            // A line separator ends no line in HTML: it stands as it is, and nothing is lost.
            #expect(iris.get("/products/\(cast.course.slug)", &db).text.contains("&amp;\u{2028}&lt;/title&gt;"))
            var mara = visitors[1]
            let form = mara.get("/dashboard/products/\(cast.course.id)/edit", &db).text
            #expect(form.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"))
        }
    }

    /// An order whose payment was declined.
    private static func cancelledOrder(of product: Product.ID, _ db: inout Database) throws -> Order.ID {
        let id = try db.one(
            """
            INSERT INTO orders (product_id, email) VALUES (\(product), 'iris@example.com')
            RETURNING id
            """, as: Order.ID.self)
        try db.run("UPDATE orders SET status = 'cancelled' WHERE id = \(id)")
        return id
    }

    /// Puts the text wherever a column is of type text and no constraint forbids it, past every rule of the pages.
    private static func poison(_ db: inout Database) throws {
        try db.script("ALTER TABLE orders DISABLE TRIGGER USER")
        try db.run("UPDATE users SET name = \(hostile)")
        try db.run("UPDATE users SET email = replace(\("\"'<>&</title><script>"), ' ', '') || email")
        try db.run("UPDATE products SET name = \(hostile), description = \(hostile)")
        try db.run("UPDATE orders SET name = \(hostile), product_name = \(hostile), email = \("\"'<>&<script>@x")")
    }
}
