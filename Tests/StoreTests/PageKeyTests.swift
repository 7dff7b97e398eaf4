import Postgres
import TestSupport
import Testing

@testable import Store

// Case 15
@Suite("Keys of pages")
struct PageKeyTests {
    @Test("the shelf goes on after a product that is no longer there, and shows every other once")
    func shelf() throws {
        try withStore { cast, db in
            for number in 0..<45 {
                _ = try Product.create(Cast.draft("Thing \(number)", "1", "active"), for: cast.mara.id, &db)
            }
            let all = try db.all("SELECT slug FROM products WHERE status = 'active'", as: String.self)
            var seen: [String] = []
            var key: Listing.Key?
            while true {
                let page = try Listing.newest(before: key, &db)
                seen += page.items.map(\.product.slug.text)
                guard page.hasMore, let last = page.items.last else { break }
                key = Listing.Key(last.key.description)
                try db.run("UPDATE products SET status = 'archived' WHERE id = \(last.product.id)")
            }
            #expect(seen.count == all.count && Set(seen) == Set(all))
        }
    }

    @Test("a key is read back as it was written, and anything else is no key")
    func text() throws {
        let slug = try #require(Slug("my-course"))
        for isRecent in [true, false] {
            let place = PageKey(Timestamp(microseconds: 1_773_480_413_000_000), slug)
            let key = Listing.Key(isRecent: isRecent, place)
            #expect(key.description == (isRecent ? "" : "o") + "1773480413000000-my-course")
            let read = try #require(Listing.Key(key.description))
            #expect(read.place.tie == slug && read.isRecent == isRecent)
        }
        let order = Order.Key(Timestamp(microseconds: 5), UUID.random())
        #expect(Order.Key(order.description)?.tie == order.tie)
        for rubbish in [
            "", "-", "1", "1-", "-my-course", "x-my-course", "+1-my-course", "1-My Course", "my-course",
            "9999999999999999999-my-course", "1-\(String(repeating: "a", count: 200))", "1\u{0}-a", "１-a",
        ] {
            #expect(Listing.Key(rubbish) == nil, "\(rubbish)")
            #expect(Order.Key(rubbish) == nil, "\(rubbish)")
        }
    }
}
