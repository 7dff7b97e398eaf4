import Passwords
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

/// Something that changes who may log in to an account, ready to be written by the owner's connection.
private struct Change: Sendable, CustomTestStringConvertible {
    typealias Write = @Sendable (inout Database) throws(DatabaseError) -> Void

    let testDescription: String
    let target: @Sendable (Cast) -> User
    let prepare: @Sendable (Cast, inout Database) throws -> Write

    static let all: [Change] = [
        Change(testDescription: "a change of the password", target: { $0.mara }) { cast, db in
            var form = FilledForm<PasswordField>([.current: Cast.password, .new: "battery staple"])
            let change = try #require(
                try PasswordChange.parse(&form, of: cast.mara.id, hasher: Cast.hasher, &db))
            return { db throws(DatabaseError) in
                var form = FilledForm<PasswordField>()
                _ = try change.store(&form, at: now, &db)
                #expect(!form.isRefused)
            }
        },
        Change(testDescription: "a new password from the owner", target: { $0.mara }) { cast, db in
            var form = FilledForm<RegistrationField>([.email: "mara@example.com", .password: "battery staple"])
            let reset = try #require(try PasswordReset.parse(&form, hasher: Cast.hasher))
            return { db throws(DatabaseError) in
                let user = try reset.store(&db)
                #expect(user != nil)
            }
        },
        Change(testDescription: "a change of the address", target: { $0.mara }) { cast, db in
            var form = FilledForm<EmailField>([.email: "new@example.com", .password: Cast.password])
            let change = try #require(try EmailChange.parse(&form, of: cast.mara.id, hasher: Cast.hasher, &db))
            return { db throws(DatabaseError) in
                var form = FilledForm<EmailField>()
                _ = try change.store(&form, at: now, &db)
                #expect(!form.isRefused)
            }
        },
        Change(testDescription: "a suspension", target: { $0.mara }) { cast, _ in
            { db throws(DatabaseError) in
                var form = FilledForm<ReasonField>([.reason: "Sold what was not theirs."])
                _ = try User.suspend(cast.mara.id, from: &form, by: cast.root.id, &db)
                #expect(!form.isRefused)
            }
        },
        Change(testDescription: "a promotion", target: { $0.mara }) { cast, _ in
            var form = FilledForm<RegistrationField>([.email: "mara@example.com", .password: "battery staple"])
            let reset = try #require(try PasswordReset.parse(&form, hasher: Cast.hasher))
            return { db throws(DatabaseError) in
                let user = try reset.store(as: .admin, &db)
                #expect(user?.role == .admin)
            }
        },
        Change(testDescription: "a demotion", target: { $0.root }) { cast, _ in
            { db throws(DatabaseError) in
                let user = try User.demote(cast.root.email, &db)
                #expect(user?.role == .seller)
            }
        },
        Change(testDescription: "a deletion", target: { $0.mara }) { cast, _ in
            { db throws(DatabaseError) in
                let deleted = try db.run("DELETE FROM users WHERE id = \(cast.mara.id)")
                #expect(deleted == 1)
            }
        },
    ]
}

private let now = Timestamp(microseconds: 1_800_000_000_000_000)
/// Today's costs, so that a log-in makes the cast's hashes anew.
private let costlier = PasswordHasher(
    parameters: PasswordParameters(memory: 128, iterations: 1, parallelism: 1), gate: nil)

/// Attack 7. A log-in reads the account, verifies, perhaps writes the hash anew, and writes the session. Between any two
/// of these the account can change, and the two can meet in the database in either order.
@Suite("No change of an account leaves a session that the account as it is would not give")
struct LoginRaceTests {
    @Test("verified before the change, written after it", arguments: Change.all)
    private func verifiedBefore(change: Change) throws {
        try withCast { cast, owner, app in
            var db = try Connection(owner)
            var site = try Connection(app)
            let login = try #require(try Cast.login(of: change.target(cast), &site))
            try change.prepare(cast, &db)(&db)
            #expect(try Session.start(login, at: now, &site) == nil)
            try expectNoSession(of: change.target(cast), &db)
        }
    }

    @Test("written before the change", arguments: Change.all)
    private func writtenBefore(change: Change) throws {
        try withCast { cast, owner, app in
            var db = try Connection(owner)
            var site = try Connection(app)
            let token = try Cast.session(of: change.target(cast), at: now, &site)
            #expect(try Session.resume(token, at: now, &site) != nil)
            try change.prepare(cast, &db)(&db)
            #expect(try Session.resume(token, at: now, &site) == nil)
        }
    }

    @Test(
        "while the change is written and not yet committed, the log-in waits for it, and fails", arguments: Change.all,
        [false, true])
    private func duringTheChange(change: Change, makesHashAnew: Bool) throws {
        try withCast { cast, owner, app in
            var db = try Connection(owner)
            let write = try change.prepare(cast, &db)
            let user = change.target(cast)
            let hasher = makesHashAnew ? costlier : Cast.hasher
            let token = try Meeting(first: owner, second: app).hold(write) { site -> SessionToken? in
                let login = Login(email: user.email.text, password: Cast.password)
                guard case .verified(let login) = try login.attempt(hasher: hasher, &site) else { return nil }
                return try Session.start(login, at: now, &site)
            }
            #expect(token == nil)
            try expectNoSession(of: user, &db)
        }
    }

    @Test(
        "while the session is written and not yet committed, the change waits for it, and ends it",
        arguments: Change.all)
    private func duringTheLogin(change: Change) throws {
        try withCast { cast, owner, app in
            var db = try Connection(owner)
            var site = try Connection(app)
            let write = try change.prepare(cast, &db)
            let login = try #require(try Cast.login(of: change.target(cast), &site))
            let token = Mutex<SessionToken?>(nil)
            try Meeting(first: app, second: owner).hold { site throws(DatabaseError) in
                let begun = try Session.start(login, at: now, &site)
                token.withLock { $0 = begun }
            } whileBlocked: { db in
                try write(&db)
            }
            let begun = try #require(token.withLock { $0 })
            #expect(try Session.resume(begun, at: now, &site) == nil)
        }
    }

    private func withCast(
        _ body: (Cast, _ owner: ConnectionSettings, _ app: ConnectionSettings) throws -> Void
    ) throws {
        try withFreshDatabase { owner, app in
            var db = try Connection(owner)
            try body(try Cast.plant(&db), owner, app)
        }
    }

    /// The one that a change itself began does not count: it is the only one, and the changed account's.
    private func expectNoSession(of user: User, _ db: inout Database) throws {
        let sessions = try db.one("SELECT count(*) FROM sessions WHERE user_id = \(user.id)", as: Int64.self)
        #expect(sessions <= 1)
    }
}

/// Two connections, of which the second runs into what the first has written and not yet committed.
private struct Meeting {
    let first: ConnectionSettings
    let second: ConnectionSettings

    func hold<T: Sendable>(
        _ write: @escaping @Sendable (inout Database) throws(DatabaseError) -> Void,
        whileBlocked body: @escaping @Sendable (inout Database) throws -> T
    ) throws -> T {
        let (first, second) = (first, second)
        let shared = Shared()
        let results = atOnce(2) { number -> Result<T?, any Error> in
            Result {
                if number == 0 {
                    defer { shared.written.store(true, ordering: .sequentiallyConsistent) }
                    var db = try Connection(first)
                    try db.transaction { db throws(DatabaseError) in
                        try write(&db)
                        shared.written.store(true, ordering: .sequentiallyConsistent)
                        var isBlocked = false
                        while !isBlocked {
                            let id = shared.process.load(ordering: .sequentiallyConsistent)
                            isBlocked = try db.one(
                                "SELECT cardinality(pg_blocking_pids(\(id)::int)) > 0", as: Bool.self)
                        }
                    }
                    return nil
                }
                var db = try Connection(second)
                while !shared.written.load(ordering: .sequentiallyConsistent) {}
                shared.process.store(
                    try db.one("SELECT pg_backend_pid()::bigint", as: Int64.self), ordering: .sequentiallyConsistent)
                return try body(&db)
            }
        }
        _ = try results[0].get()
        return try #require(try results[1].get())
    }

    private final class Shared: Sendable {
        let written = Atomic(false)
        let process = Atomic<Int64>(0)
    }
}

extension Result {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
