import Glibc
import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Every place of every route where a stranger may write, with every hostile text. Routes, forms, keys, headers and
/// cookies come from the tables, the pages and the source, so that new ones are in here by themselves.
///
/// `NEXUS_TEST_FULL=1` sends every text to every place as everybody; without it some combinations take turns.
@Suite("All fields of all routes")
struct AllFieldsTests {
    static let isFull = getenv("NEXUS_TEST_FULL") != nil

    @Test("every form that is posted somewhere is on a page, and holds the fields that the table of routes says")
    func forms() throws {
        for (index, row) in Route.table.enumerated() where row.entry == .form {
            let form = try #require(SampleForm.all[index], "no page shows a form for POST \(row.pattern)")
            #expect(Set(form.typed) == Set(row.options.fields.limits.keys), "POST \(row.pattern)")
        }
        #expect(Set(["q", "status", "before", "next", "cookies"]).isSubset(of: Place.keysRead))
        #expect(Place.cookies.contains(Browser.cookieName) && Place.cookies.contains(KeptForm.Ticket.cookieName))
    }

    @Test("each form with plain words does what it is for", arguments: Route.table.indices)
    func plain(_ index: Int) throws {
        guard Route.table[index].entry == .form else { return }
        try Stage.with { stage, db in
            let sending = try Sending(index, as: Stage.owner(of: Route.table[index]), on: stage, &db)
            #expect(sending.plain.status == 303, "POST \(sending.row.pattern): say in SampleForm what is right there")
        }
    }

    // Attack 1, attack 12, attack 17
    @Test(
        "a text that means something to somebody else: no failure, no row but the right one, no long answer",
        arguments: Route.table.indices)
    func short(_ index: Int) throws {
        let row = Route.table[index]
        try Stage.with { stage, db in
            for (turn, viewer) in AccessTests.Viewer.allCases.enumerated() {
                let sending = try Sending(index, as: viewer, on: stage, &db)
                let isOwner = viewer == Stage.owner(of: row)
                for (number, place) in Place.all(of: row, SampleForm.all[index]).enumerated() {
                    for (count, text) in (HostileText.short + HostileText.broken).enumerated()
                    where Self.isFull || isOwner && place.isOfRow || (count + number + turn).isMultiple(of: 16) {
                        try check(sending, text, in: place, &db)
                    }
                }
            }
        }
    }

    // Attack 1, attack 17
    @Test(
        "a long text costs at most five times plain letters of its length, fails nothing, and is not echoed many times",
        arguments: Route.table.indices)
    func long(_ index: Int) throws {
        let row = Route.table[index]
        try Stage.with { stage, db in
            let viewers = Self.isFull ? AccessTests.Viewer.allCases : [Stage.owner(of: row)]
            for viewer in viewers {
                let sending = try Sending(index, as: viewer, on: stage, &db)
                for (number, place) in Place.all(of: row, SampleForm.all[index]).enumerated() {
                    for (isBelow, length) in place.lengths(in: row) {
                        var costs: [Int: Int] = [:]
                        for (count, text) in HostileText.long(length).enumerated()
                        where Self.isFull || (count + number + index).isMultiple(of: isBelow ? 5 : 20) {
                            guard let (request, cost) = try check(sending, text, in: place, &db) else { continue }
                            try compare(sending, request, cost, text, in: place, &costs, &db)
                        }
                    }
                }
            }
        }
    }

    /// Sends a text and looks at what comes of it. Gives the request with its cost; nil when the text cannot be sent there.
    @discardableResult
    private func check(
        _ sending: Sending, _ text: HostileText, in place: Place, _ db: inout Database
    ) throws -> (Request, cost: Int)? {
        guard let request = sending.request(text, in: place) else { return nil }
        let outcome = try sending.outcome(of: request, &db)
        let what: Comment =
            "\(sending.row.method.token) \(sending.row.pattern), \(place): \(text.name) by \(sending.viewer)"
        #expect(outcome.status < 500, what)
        #expect(
            sending.mayDo(outcome.change),
            "\(what): \(outcome.change) instead of \(sending.plain.change)")
        #expect(outcome.bytes <= sending.longestAnswer(to: request), what)
        return (request, outcome.cost)
    }

    /// Compares the cost with that of letters. The least of several runs counts, and some milliseconds more are nothing:
    /// the machine does other things, too, and this is a build for debugging.
    private func compare(
        _ sending: Sending, _ request: Request, _ cost: Int, _ text: HostileText, in place: Place,
        _ costs: inout [Int: Int],
        _ db: inout Database
    ) throws {
        let length = place.bytesSent(text).count
        guard let letters = sending.request(.letters(length), in: place) else { return }
        var plain = try costs[length] ?? sending.cost(of: letters, &db)
        var cost = cost
        for _ in 0..<6 where cost > 5 * plain + 4_000 {
            plain = min(plain, try sending.cost(of: letters, &db))
            cost = min(cost, try sending.cost(of: request, &db))
        }
        costs[length] = plain
        #expect(
            cost <= 5 * plain + 4_000,
            "\(sending.row.method.token) \(sending.row.pattern), \(place): \(text.name): \(cost) µs, letters \(plain) µs"
        )
    }
}

extension Place {
    /// Whether it is the row's own, and not looked at in the same way by all.
    fileprivate var isOfRow: Bool {
        switch self {
        case .field, .key, .part: true
        case .header, .cookie: false
        }
    }

    fileprivate func bytesSent(_ text: HostileText) -> [UInt8] {
        switch self {
        case .field: text.inForm
        case .key, .part, .cookie: text.coded
        case .header: text.bytes
        }
    }

    /// The lengths that are tried, in bytes: just below each limit, and what nginx lets through.
    /// `isBelow` says which are read, and so are tried with every text.
    fileprivate func lengths(in row: RouteRow) -> [(isBelow: Bool, length: Int)] {
        switch self {
        case .field(let name):
            let body = row.options.fields.longestBody - 2_048
            return [
                (true, row.options.fields.limits[name] ?? 2_048), (true, body),
                (false, EdgeLimit.bodyKibibytes * 1_024 - 2_048),
            ]
        // A coded byte is three.
        case .key, .part: return [(true, 600), (false, 8_000 / 3)]
        case .cookie: return [(true, 8_000 / 3)]
        case .header(let header): return [(true, header.limit), (false, 8_000)]
        }
    }
}
