import HTTP
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

// Case 24
@Suite("The account's time zone, through the pages")
struct ZoneTests {
    @Test("who chooses a time zone sees figures and orders by its clock, labelled; others see UTC, labelled")
    func choose() throws {
        try withStore { cast, db in
            let order = try placeOrder(cast, &db)
            var (mara, tomo) = (try Visitor(as: cast.mara, &db), try Visitor(as: cast.tomo, &db))
            #expect(mara.get("/dashboard", &db).text.contains("Today, UTC"))
            let form = mara.get("/dashboard/account", &db)
            #expect(form.text.contains("<option value=\"UTC\" selected>"))
            let answer = mara.post("/dashboard/account/zone", ["time_zone": "Asia/Kathmandu"], &db)
            #expect(answer.location == "/dashboard/account")
            let account = mara.get("/dashboard/account", &db).text
            #expect(account.contains("Account updated"))
            #expect(account.contains("<option value=\"Asia/Kathmandu\" selected>Kathmandu (Asia)"))
            for path in ["/dashboard", "/dashboard/orders", "/dashboard/orders/\(order.id)", "/dashboard/products"] {
                #expect(mara.get(path, &db).text.contains(" UTC+5:45</time>"), "\(path)")
                #expect(!mara.get(path, &db).text.contains(" UTC</time>"), "\(path)")
            }
            #expect(mara.get("/dashboard", &db).text.contains("Today, Kathmandu time"))
            #expect(tomo.get("/dashboard", &db).text.contains("Today, UTC"))
        }
    }

    @Test("a time zone that is not there is said beside the field", arguments: ["Mars/Olympus", "", "<b>"])
    func unknown(name: String) throws {
        try withStore { cast, db in
            var mara = try Visitor(as: cast.mara, &db)
            let answer = mara.post("/dashboard/account/zone", ["time_zone": name], &db)
            #expect(answer.status == .unprocessable)
            #expect(answer.text.contains("Choose a time zone from the list."))
        }
    }

    @Test("the database knows every zone that the list offers, once each")
    func usual() throws {
        #expect(Set(UsualZones.names).count == UsualZones.names.count)
        try withDatabase { db in
            let known = Set(try db.all("SELECT name FROM pg_timezone_names", as: String.self))
            #expect(UsualZones.names.filter { !known.contains($0) } == [])
        }
    }

    @Test("a moment reads with the zone's distance from UTC")
    func moment() throws {
        try withDatabase { db in
            let time = Timestamp(microseconds: 1_773_480_413_000_000)
            for (name, text) in [
                ("Pacific/Auckland", "14 Mar 2026, 22:26 UTC+13"), ("Asia/Kathmandu", "14 Mar 2026, 15:11 UTC+5:45"),
                ("America/St_Johns", "14 Mar 2026, 06:56 UTC−2:30"), ("Europe/London", "14 Mar 2026, 09:26 UTC"),
                ("Pacific/Honolulu", "13 Mar 2026, 23:26 UTC−10"),
            ] {
                let times = try LocalTimes.find(in: #require(TimeZoneName(name)), at: [time], &db)
                #expect(Moment(time, in: times) == Moment(display: text, iso: "2026-03-14T09:26:53Z"))
            }
        }
    }
}
