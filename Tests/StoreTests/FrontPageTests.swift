import Postgres
import Store
import TestSupport
import Testing

// Attack 5
@Suite("Nobody can own the front page")
struct FrontPageTests {
    /// Every page, as the sellers of its products.
    private func pages(_ db: inout Database) throws -> [[Listing]] {
        var pages = [try Listing.newest(&db)]
        while let last = pages.last, last.hasMore, let key = last.items.last?.key {
            pages.append(try Listing.newest(before: key, &db))
        }
        return pages.map(\.items)
    }

    @Test("the newest three of everybody come before all else, and paging shows every product once")
    func three() throws {
        try withStore { cast, db in
            for number in 1...60 {
                _ = try Product.create(Cast.draft("Spam \(number)", "5", "active"), for: cast.tomo.id, &db)
            }
            let pages = try pages(&db)
            let first = pages[0].map(\.product)
            #expect(first.prefix(4).count { $0.sellerID == cast.tomo.id } == 3)
            #expect(first.prefix(4).contains { $0.id == cast.course.id })
            #expect(first.prefix(4).map(\.name).contains("Spam 60"))
            let ids = pages.flatMap { $0.map(\.product.id) }
            #expect(Set(ids).count == ids.count)
            let published = try db.one("SELECT count(*) FROM products WHERE status = 'active'", as: Int.self)
            #expect(ids.count == published)
        }
    }

    private func recent(_ cast: Cast, _ db: inout Database) throws -> [String] {
        try db.all("SELECT name FROM products WHERE is_recent AND user_id = \(cast.tomo.id) ORDER BY id")
    }

    @Test("who takes a product off sale, or deletes it, has the next one in its place; nobody else sees a change of it")
    func next() throws {
        try withStore { cast, db in
            var own: [Product] = []
            for number in 1...5 {
                own.append(try Product.create(Cast.draft("Song \(number)", "5", "active"), for: cast.tomo.id, &db))
            }
            #expect(try recent(cast, &db) == ["Song 3", "Song 4", "Song 5"])
            try db.run("UPDATE products SET status = 'archived' WHERE id = \(own[4].id)")
            #expect(try recent(cast, &db) == ["Song 2", "Song 3", "Song 4"])
            let isDeleted = try Product.delete(own[3].id, ownedBy: cast.tomo.id, &db)
            #expect(isDeleted)
            #expect(try recent(cast, &db) == ["Song 1", "Song 2", "Song 3"])
            try db.run("UPDATE products SET status = 'active' WHERE id = \(own[4].id)")
            #expect(try recent(cast, &db) == ["Song 2", "Song 3", "Song 5"])
            let versions = try db.all("SELECT version FROM products WHERE name = 'Song 2'", as: Int64.self)
            #expect(versions == [1])
        }
    }
}
