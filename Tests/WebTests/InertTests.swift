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
            try Self.poison(&db)
            for name in RouteName.allCases {
                let path = AccessTests.row(name, cast, order.id).path
                for user in [nil, cast.mara, cast.root] {
                    var visitor = try user.map { try Visitor(as: $0, &db) } ?? Visitor()
                    let page = visitor.get(path, &db).text
                    #expect(!page.contains("<script"), "\(path)")
                    #expect(!page.contains("\"'<>"), "\(path)")
                    #expect(!page.contains("</title></textarea>"), "\(path)")
                }
            }
            var mara = try Visitor(as: cast.mara, &db)
            let form = mara.get("/dashboard/products/\(cast.course.id)/edit", &db).text
            #expect(form.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"))
        }
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
