import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// What was stored once is shown on every page that others open: it must cost them no more than plain letters do.
@Suite("Stored text of the worst kind")
struct StoredTextTests {
    /// How many products of the seller the lists show.
    private static let products = 25
    private static let longestName = 255

    // Attack 1
    @Test(
        "pages that show names and descriptions at their limits cost at most five times those of plain letters",
        arguments: HostileText.long(51_200))
    func pages(_ text: HostileText) throws {
        var (plain, worst) = (Self.letters, try Self.costs(of: text))
        // The least of several rounds counts: the machine does other things, too.
        for _ in 0..<4 where !Self.misses(worst, plain).isEmpty {
            plain.merge(try Self.costs(of: .letters(51_200))) { min($0, $1) }
            worst.merge(try Self.costs(of: text)) { min($0, $1) }
        }
        #expect(Self.misses(worst, plain) == [:], "\(text.name); letters \(plain)")
    }

    /// The pages that cost more than five times those of plain letters, and some milliseconds: this is a build for debugging.
    private static func misses(_ worst: [String: Int], _ plain: [String: Int]) -> [String: Int] {
        worst.filter { $1 > 5 * plain[$0, default: 0] + 4_000 }
    }

    private static let letters = TestCluster.orStop("the cost of letters") { try costs(of: .letters(51_200)) }

    /// What every page costs when the names of product, seller and buyer, and the description, are of this text, or of
    /// as much of it as the forms of the store take. In microseconds of the processor, by page and viewer.
    private static func costs(of text: HostileText) throws -> [String: Int] {
        try Stage.with { stage, db in
            try db.rollingBack { db in
                let kinds = try fill(stage, text, &db)
                // Where the rules let nothing through, there is nothing to show.
                guard kinds > 0 else { return [:] }
                var costs: [String: Int] = [:]
                for row in Route.table where row.method == .get {
                    for viewer in [Stage.owner(of: row), .owner] {
                        var visitor = try stage.visitor(viewer, &db)
                        costs["\(row.pattern) as \(viewer)"] = (0..<3).map { _ in
                            let start = processorTime()
                            _ = visitor.get(stage.path(row), &db)
                            return processorTime() - start
                        }.min()
                    }
                }
                return costs
            }
        }
    }

    /// Puts the text wherever a form takes it, as much as it takes. Gives how many forms took it.
    private static func fill(_ stage: Stage, _ text: HostileText, _ db: inout Database) throws -> Int {
        let whole = String(decoding: text.bytes, as: UTF8.self)
        let name = String(String.UnicodeScalarView(whole.unicodeScalars.prefix(longestName)))
        var mara = try Visitor(as: stage.cast.mara, &db)
        var iris = Visitor()
        var taken = 0
        func isTaken(_ answer: Response) -> Bool {
            taken += answer.status.code == 303 ? 1 : 0
            return answer.status.code == 303
        }
        let product = ["price": "12.50", "status": "active"]
        for number in 0..<products {
            let form = product.merging(["form_id": UUID.random().description]) { $1 }
            let long = form.merging(["name": name, "description": number == 0 ? whole : ""]) { $1 }
            if isTaken(mara.post("/dashboard/products", long, &db)) { continue }
            _ = isTaken(
                mara.post("/dashboard/products", form.merging(["name": "Plain", "description": whole]) { $1 }, &db))
        }
        let course = "/dashboard/products/\(stage.cast.course.id)"
        if !isTaken(mara.post(course, product.merging(["name": name, "description": whole]) { $1 }, &db)) {
            _ = isTaken(mara.post(course, product.merging(["name": "Plain", "description": whole]) { $1 }, &db))
        }
        _ = isTaken(mara.post("/dashboard/account", ["name": name], &db))
        for _ in 0..<products {
            let order = ["email": "iris@example.com", "name": name, "form_id": UUID.random().description]
            _ = isTaken(iris.post("/checkout/\(stage.cast.course.id)", order, &db))
        }
        return taken
    }
}
