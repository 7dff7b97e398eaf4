import ArgumentParser
import Glibc
import Passwords
import Postgres
import Processes
import Seed
import Store

struct SeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Puts data into the store: the demo, or as much as you like. Refused in production.",
        discussion: """
            Without numbers: the seller test@test.com (password123) and two products; run twice, it changes nothing.
            With numbers: believable sellers, products and past orders for load tests and long lists, the same for the
            same --seed. Connects with DATABASE_OWNER_URL.
            """
    )

    @Option(help: "How many sellers.")
    var sellers: Int?

    @Option(help: "How many products, spread over the sellers.")
    var products: Int?

    @Option(help: "How many orders, spread over the products and two years.")
    var orders: Int?

    @Option(help: "Another number gives other data.")
    var seed: UInt64 = 1

    @OptionGroup
    var store: StoreOptions

    func run() throws {
        let settings = try store.announced()
        try settings.refuseInProduction("`nexus seed`")
        var db = try Connection(settings.owner.patient)
        if sellers == nil, products == nil, orders == nil {
            let isNew = try DemoSeed.plant(hasher: PasswordHasher(gate: nil), &db)
            Terminal.say(isNew ? "the demo store is there: test@test.com, password123" : "the demo store was there")
        } else {
            try plantBulk(&db)
        }
    }

    private func plantBulk(_ db: inout Database) throws {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let bulk: BulkSeed
        do {
            bulk = try BulkSeed(
                sellers: sellers ?? 1, products: products ?? 0, orders: orders ?? 0, seed: seed,
                now: Timestamp(microseconds: Int64(now.tv_sec) * 1_000_000))
        } catch let refusal as BulkSeed.Refusal {
            throw CommandFailure(refusal.description, status: EX_USAGE)
        }
        var meter = ProgressMeter()
        let isNew = try bulk.plant(&db) { done, total, what in meter.show(done, of: total, what) }
        meter.finish()
        Terminal.say(isNew ? "the data of seed \(seed) is there" : "the data of seed \(seed) was there")
    }
}
