import Postgres
import TestSupport
import Testing

@Suite("Transactions")
struct TransactionTests {
    private struct Stop: Error {}

    private func count(_ db: inout Connection) throws(DatabaseError) -> Int? {
        try db.first("SELECT count(*) FROM t")
    }

    @Test("What throws inside is undone, and only that, however deep")
    func savepoints() throws {
        try scratch { db throws in
            try db.run("CREATE TEMP TABLE t (x int PRIMARY KEY)")
            try db.transaction { db throws(DatabaseError) in
                try db.run("INSERT INTO t VALUES (1)")
                let failed = error {
                    try db.transaction { db throws(DatabaseError) in
                        try db.run("INSERT INTO t VALUES (2)")
                        try db.transaction { db throws(DatabaseError) in _ = try db.run("INSERT INTO t VALUES (3)") }
                        try db.run("INSERT INTO t VALUES (1)")
                    }
                }
                #expect(failed?.kind == .uniqueViolation)
                try db.transaction { db throws(DatabaseError) in _ = try db.run("INSERT INTO t VALUES (4)") }
            }
            #expect(try db.all("SELECT x FROM t ORDER BY x", as: Int.self) == [1, 4])
        }
    }

    @Test("The closure's value comes back, and what was written stands")
    func commits() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int)")
        let value = try db.transaction { db throws(DatabaseError) in
            try db.first("INSERT INTO t VALUES (7) RETURNING x", as: Int.self)
        }
        #expect(value == 7)
        expectIdle(db)
        #expect(try count(&db) == 1)
    }

    @Test("Committing a transaction in which a statement failed is an error, even if the failure was caught")
    func spoilt() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int)")
        let failure = error {
            try db.transaction { db throws(DatabaseError) in
                try db.run("INSERT INTO t VALUES (1)")
                let caught = error { try db.run("SELECT 1 / 0") }
                #expect(caught?.sqlState == "22012")
            }
        }
        #expect(failure?.sqlState == "25P02")
        expectIdle(db)
        #expect(try count(&db) == 0)
    }

    @Test("A deferred constraint that fails at COMMIT is an error, and leaves no transaction")
    func deferred() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int CONSTRAINT t_once UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        let failure = error {
            try db.transaction { db throws(DatabaseError) in _ = try db.run("INSERT INTO t VALUES (1), (1)") }
        }
        #expect(failure?.kind == .uniqueViolation && failure?.constraint == "t_once")
        expectIdle(db)
        #expect(try count(&db) == 0)
    }

    @Test("rollingBack undoes everything, whether the body returns or throws")
    func rollingBack() throws {
        var db = try Connection(TestCluster.administrator)
        try db.run("CREATE TEMP TABLE t (x int)")
        #expect(try db.rollingBack { db in try db.run("INSERT INTO t VALUES (1)") } == 1)
        #expect(throws: Stop.self) {
            try db.rollingBack { db throws in
                try db.run("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        expectIdle(db)
        #expect(try count(&db) == 0)
    }
}
