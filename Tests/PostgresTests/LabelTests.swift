import TestSupport
import Testing

@testable import Postgres

@Suite("The request's name in pg_stat_activity")
struct LabelTests {
    private func name(_ db: inout Connection) throws(DatabaseError) -> String? {
        try db.first("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
    }

    @Test("It stands there while the very next statement runs, which also brings the statement's own result")
    func travelsAlong() throws {
        var db = try Connection(TestCluster.administrator)
        db.label("0af7651916cd43dd8448eb211c80319c")
        #expect(try name(&db) == "nexus 0af7651916cd43dd8448eb211c80319c")
        db.label("second")
        #expect(try name(&db) == "nexus second")
    }

    @Test("A statement that fails does not take the name with it")
    func failing() throws {
        var db = try Connection(TestCluster.administrator)
        db.label("a-1")
        #expect(error { try db.run("SELECT 1 / 0") }?.sqlState == "22012")
        #expect(try name(&db) == "nexus a-1")
    }

    @Test("It outlives a transaction that is rolled back, also if it was given inside")
    func rolledBack() throws {
        var db = try Connection(TestCluster.administrator)
        db.label("outside")
        try db.rollingBack { db throws in
            #expect(try name(&db) == "nexus outside")
            db.label("inside")
            // Within a transaction pg_stat_activity shows what it showed first.
            #expect(try db.first("SHOW application_name", as: String.self) == "nexus inside")
        }
        #expect(try name(&db) == "nexus inside")
    }

    @Test("In a failed transaction it waits, and the first error is the one that is told")
    func failedTransaction() throws {
        var db = try Connection(TestCluster.administrator)
        let failure = error {
            try db.transaction { db throws(DatabaseError) in
                _ = error { try db.run("SELECT 1 / 0") }
                db.label("late")
                let second = error { try db.run("SELECT 1") }
                #expect(second?.sqlState == "25P02")
            }
        }
        #expect(failure?.sqlState == "25P02")
        #expect(try name(&db) == "nexus late")
    }

    @Test("What is no plain request id is left out", arguments: ["x'; SELECT 1; --", "", "ä", "a b", "a\0b"])
    func malformed(_ requestID: String) throws {
        var db = try Connection(TestCluster.administrator)
        db.label(requestID)
        #expect(try name(&db) == "nexus")
    }

    @Test("A name longer than the server keeps is cut")
    func long() throws {
        var db = try Connection(TestCluster.administrator)
        db.label(String(repeating: "a", count: 64))
        #expect(try name(&db) == "nexus " + String(repeating: "a", count: 57))
    }
}
