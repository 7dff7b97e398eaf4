import Postgres
import TestSupport
import Testing

@testable import Nexus

@Suite("What a database holds, for backup and restore")
struct DatabaseContentsTests {
    @Test("A new database holds nothing; a migrated one names its tables, sequences and functions")
    func names() throws {
        try TestDatabase.withEmpty { owner, _ in
            var db = try Connection(owner.patient)
            #expect(try DatabaseContents.names(&db).isEmpty)
            #expect(try DatabaseContents.otherSchemas(&db).isEmpty)
        }
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner.patient)
            let names = try DatabaseContents.names(&db)
            for name in ["public.orders", "public.users", "orders_guard_change()"] { #expect(names.contains(name)) }
        }
    }

    @Test("What is set aside comes back as it was, or goes")
    func aside() throws {
        try withFreshDatabase { owner, _ in
            var db = try Connection(owner.patient)
            let before = try DatabaseContents.names(&db)
            try DatabaseContents.setAside(&db)
            #expect(try DatabaseContents.otherSchemas(&db) == [DatabaseContents.aside])
            try DatabaseContents.putBack(&db)
            #expect(try DatabaseContents.names(&db) == before)
            try DatabaseContents.setAside(&db)
            try DatabaseContents.dropAside(&db)
            #expect(try DatabaseContents.names(&db).isEmpty)
        }
    }

    @Test("Others who are connected are counted, the one who asks is not")
    func visitors() throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner.patient)
            #expect(try DatabaseContents.visitors(&db) == 0)
            var other = try Connection(app)
            _ = try other.one("SELECT 1", as: Int32.self)
            #expect(try DatabaseContents.visitors(&db) == 1)
            try DatabaseContents.analyze(&db)
        }
    }
}
