import Postgres
import Store
import TestSupport
import Testing

@Suite("A product's public address")
struct AddressTests {
    // Attack 12
    @Test("a draft's address cannot be guessed by its name; published for the first time, it is made of the name")
    func draft() throws {
        try withStore { cast, db in
            let draft = try create("Hidden launch", "draft", for: cast.mara, &db)
            #expect(draft.slug.text.hasPrefix("hidden-launch-"))
            // So somebody else's tells nothing.
            #expect(try create("Hidden launch", "active", for: cast.tomo, &db).slug.text == "hidden-launch")
            let other = try create("Second launch", "draft", for: cast.mara, &db)
            let published = try save(other, "Third launch", "active", &db)
            #expect(published.slug.text == "third-launch")
            // From then on it stays.
            #expect(try save(published, "Fourth launch", "draft", &db).slug == published.slug)
            #expect(try save(published, "Fourth launch", "active", &db).slug == published.slug)
            // One that is taken keeps its tail.
            #expect(try save(draft, "Hidden launch", "active", &db).slug == draft.slug)
        }
    }

    @Test("where something was sold, nobody else ever sells; its seller may again")
    func kept() throws {
        try withStore { cast, db in
            let book = try create("A book", "active", for: cast.mara, &db)
            let isDeleted = try Product.delete(book.id, ownedBy: cast.mara.id, &db)
            #expect(isDeleted)
            #expect(try create("A book", "active", for: cast.tomo, &db).slug != book.slug)
            #expect(try create("A book", "active", for: cast.mara, &db).slug == book.slug)
        }
    }

    @Test("what an admin took down does not come back under its address, whoever puts it up")
    func takenDown() throws {
        try withStore { cast, db in
            let book = try create("A book", "active", for: cast.mara, &db)
            var form = FilledForm<ReasonField>([.reason: "Not theirs."])
            _ = try Product.takeDown(book.id, from: &form, by: cast.root.id, &db)
            _ = try Product.delete(book.id, ownedBy: cast.mara.id, &db)
            #expect(try create("A book", "active", for: cast.mara, &db).slug != book.slug)
        }
    }

    @Test("what was archived before it was ever on sale is missing, and not off sale")
    func neverPublic() throws {
        try withStore { cast, db in
            let draft = try create("Hidden launch", "draft", for: cast.mara, &db)
            _ = try save(draft, "Hidden launch", "archived", &db)
            #expect(try String(describing: Listing.find(draft.slug, visibleTo: nil, &db)) == "missing")
            #expect(try String(describing: Listing.find(draft.id, &db)) == "missing")
        }
    }

    @Test("the database lets no public address be changed, nor taken from whom it belongs to")
    func guarded() throws {
        try withStore { cast, db in
            let changed = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                try db.run("UPDATE products SET slug = 'another' WHERE id = \(cast.course.id)")
            }
            #expect(changed?.constraint == "products_address_is_final")
            let book = try create("A book", "active", for: cast.mara, &db)
            _ = try Product.delete(book.id, ownedBy: cast.mara.id, &db)
            let taken = refusal(&db) { (db: inout Database) throws(DatabaseError) in
                try db.run(
                    """
                    INSERT INTO products (user_id, slug, name, price, status)
                    VALUES (\(cast.tomo.id), \(book.slug), 'A book', 100, 'active')
                    """)
            }
            #expect(taken?.constraint == "slugs_pkey")
        }
    }

    private func create(_ name: String, _ status: String, for user: User, _ db: inout Database) throws -> Product {
        var form = FilledForm<ProductField>([.name: name, .price: "5", .status: status])
        let outcome = try Product.create(from: &form, for: user.id, &db)
        guard case .done(let product) = outcome else { throw Unexpected(outcome: "\(outcome)") }
        return product
    }

    private func save(_ product: Product, _ name: String, _ status: String, _ db: inout Database) throws -> Product {
        var form = FilledForm<ProductField>([.name: name, .price: "5", .status: status])
        let outcome = try Product.update(product.id, ownedBy: product.sellerID, from: &form, &db)
        guard case .done(let product) = outcome else { throw Unexpected(outcome: "\(outcome)") }
        return product
    }

    private struct Unexpected: Error { let outcome: String }
}
