internal import Foundation
public import Passwords
public import Postgres
public import Store

/// The people of the tests and what they own, committed once to the database that all tests share. Nobody may change
/// these rows but inside a transaction that is rolled back.
public struct Cast: Sendable {
    /// A seller with two products.
    public let mara: User
    /// Another seller: the stranger.
    public let tomo: User
    /// An admin.
    public let root: User
    /// Mara's, published, $49.99.
    public let course: Product
    /// Mara's, not published.
    public let draft: Product
    /// Tomo's, published.
    public let songs: Product

    /// Everybody's password.
    public static let password = "correct horse"

    /// Argon2id at a cost that tests can bear.
    public static let hasher = PasswordHasher(
        parameters: PasswordParameters(memory: 64, iterations: 1, parallelism: 1), gate: nil)

    public static let shared: Cast = TestCluster.orStop("the cast") {
        var db = try Connection(TestDatabase.owner)
        return try db.transaction { (db: inout Connection) throws(DatabaseError) in try plant(&db) }
    }

    /// The cast in a database of its own, planted through the owner's connection.
    public static func plant(_ db: inout Database) throws(DatabaseError) -> Cast {
        let mara = try need(User.register(registration("mara@example.com", "Mara Lind"), &db)).user
        let tomo = try need(User.register(registration("tomo@example.com", "Tomo Sato"), &db)).user
        let root = try need(User.createAdmin(registration("root@example.com", "Root"), &db))
        return Cast(
            mara: mara, tomo: tomo, root: root,
            course: try Product.create(draft("Bread at home", "49.99", "active"), for: mara.id, &db),
            draft: try Product.create(draft("Bread, part two", "19", "draft"), for: mara.id, &db),
            songs: try Product.create(draft("Songs for rain", "9.50", "active"), for: tomo.id, &db)
        )
    }

    /// A form of these words, which are known to be right.
    public static func draft(_ name: String, _ price: String, _ status: String) -> FilledForm<ProductField> {
        FilledForm([.name: name, .price: price, .description: "About \(name).", .status: status])
    }

    public static func registration(_ email: String, _ name: String = "") -> Registration {
        var form = FilledForm<RegistrationField>([.email: email, .password: password, .name: name])
        return need(TestCluster.orStop("a registration") { try Registration.parse(&form, hasher: hasher) })
    }

    /// Somebody who gave the right password; nil when it is not, or the account is suspended.
    public static func login(of user: User, _ db: inout Database) throws -> VerifiedLogin? {
        let login = Login(email: user.email.text, password: password)
        return if case .verified(let login) = try login.attempt(hasher: hasher, &db) { login } else { nil }
    }

    /// The token of a session that began at `now`, in any browser.
    public static func session(of user: User, at now: Timestamp, _ db: inout Database) throws -> SessionToken {
        guard let login = try login(of: user, &db), let token = try Session.start(login, at: now, &db) else {
            throw NoSession()
        }
        return token
    }

    private struct NoSession: Error {}

    private static func need<T>(_ value: T?) -> T {
        guard let value else { fatalError("a member of the cast is missing") }
        return value
    }
}

extension FilledForm {
    /// The form with these fields typed into it.
    public init(_ typed: [Field: String]) { self.init { typed[$0] } }
}

extension Product {
    /// Puts up what is known to be right.
    public static func create(
        _ form: FilledForm<ProductField>, for seller: User.ID, _ db: inout Database
    ) throws(DatabaseError) -> Product {
        var form = form
        guard case .done(let product) = try create(from: &form, for: seller, &db) else {
            fatalError("a product was refused: \(form.mistakes)")
        }
        return product
    }
}

/// A connection of the application's role and the cast, inside a transaction that is rolled back. One test at a time:
/// all of them lock the cast's rows, and two that do so in different orders would end in a deadlock.
public func withStore<T>(_ body: (_ cast: Cast, _ db: inout Connection) throws -> T) throws -> T {
    let cast = Cast.shared
    // Waited for here and not in the database, which would end the wait after a while.
    turn.lock()
    defer { turn.unlock() }
    return try withDatabase { db in try body(cast, &db) }
}

private let turn = NSLock()
