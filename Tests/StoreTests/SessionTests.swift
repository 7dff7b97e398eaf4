import Postgres
import Store
import TestSupport
import Testing

@Suite("A session lives from its log-in to its end")
struct SessionTests {
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    // Attack 16
    @Test(
        "a session from a clock that was ahead is not alive before its time; a minute between two hosts is no matter",
        arguments: [(0, true), (59, true), (61, false), (365 * 86_400, false)])
    func future(seconds: Int64, isAlive: Bool) throws {
        try withStore { cast, db in
            let token = try Cast.session(of: cast.mara, at: now.moved(seconds: seconds), &db)
            #expect((try Session.resume(token, at: now, &db) != nil) == isAlive)
        }
    }

    // Attack 16
    @Test("a session that was last seen in the future is not alive either")
    func seenInFuture() throws {
        try withStore { cast, db in
            let token = try Cast.session(of: cast.mara, at: now, &db)
            let ahead = now.moved(seconds: 3_600)
            #expect(try Session.resume(token, at: ahead, &db)?.wasExtended == true)
            #expect(try Session.resume(token, at: now, &db) == nil)
        }
    }
}
