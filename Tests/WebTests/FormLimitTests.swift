import HTTP
import Store
import TestSupport
import Testing

@testable import Web

@Suite("How long a form may be")
struct FormLimitTests {
    // Attack 1, attack 17
    @Test("a body longer than the form's fields may have is refused before it is read, over all rows")
    func refusedUnread() throws {
        try withStore { cast, db in
            for row in Route.table where row.entry == .form {
                let order = try placeOrder(cast, &db).id
                let limit = row.options.fields.longestBody
                #expect(limit < EdgeLimit.bodyKibibytes * 1_024, "nginx lets no more through")
                // A form that is broken besides: whoever read it would say 400.
                let broken = [UInt8](repeating: UInt8(ascii: "%"), count: limit)
                for (body, status) in [(broken, 400), (broken + [0x41], 413)] {
                    let user = Stage.owner(of: row).user(cast)
                    var visitor = try user.map { try Visitor(as: $0, &db) } ?? Visitor()
                    let answer = visitor.post(AccessTests.path(row, cast, order), body: body, &db)
                    #expect(answer.status.code == status, "POST \(row.pattern)")
                }
            }
        }
    }

    @Test("a page pasted into a line comes back, cut, with what is wrong at that line")
    func pasted() throws {
        try withStore { cast, db in
            var iris = Visitor()
            let text = String(repeating: "Привет, ", count: 700)
            let answer = iris.post("/checkout/\(cast.course.id)", ["email": "iris@example.com", "name": text], &db)
            #expect(answer.status.code == 422)
            #expect(answer.text.contains("This is longer than the store takes."))
            #expect(answer.text.contains(text.prefix(200)))
            #expect(answer.body.count < 20_000)
        }
    }

    @Test("the version that a form carries is a number or nothing")
    func version() throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let answer = mara.post(
                "/dashboard/products/\(cast.course.id)",
                ["name": "", "price": "x", "version": String(repeating: "\"", count: 9_999)], &db)
            #expect(answer.status == .badRequest)
        }
    }

    @Test(
        "a product's initial is its first letter with its marks, however the name begins",
        arguments: [
            ("bread", "B"), ("«été»", "É"), ("e\u{301}te\u{301}", "É"), ("  42 ways", "4"), ("日本語", "日"), ("…", "·"),
            ("🇨🇭🇨🇭", "·"), ("\u{301}\u{301}", "·"),
            ("a" + String(repeating: "\u{301}", count: 200), "Á\u{301}\u{301}\u{301}"),
        ])
    func initial(name: String, initial: String) {
        #expect(Cover(slug: "a", name: name).initial == initial)
    }
}
