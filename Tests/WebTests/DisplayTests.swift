import Store
import Testing

@testable import Web

@Suite("How values read")
struct DisplayTests {
    @Test(
        "money reads with its sign, groups and two decimals",
        arguments: [
            (0, "USD", "$0.00"), (5, "USD", "$0.05"), (4_999, "USD", "$49.99"), (99_999_999, "EUR", "€999,999.99"),
            (-150, "GBP", "−£1.50"), (100, "CHF", "CHF\u{A0}1.00"), (Int64.min, "USD", "−$92,233,720,368,547,758.08"),
        ])
    func money(cents: Int64, code: String, text: String) throws {
        let currency = try #require(Currency(code: code))
        #expect(Money(cents: cents, currency: currency).display == text)
    }

    @Test(
        "a moment reads in UTC, for people and for programs",
        arguments: [
            (1_773_480_413_000_000, "14 Mar 2026, 09:26 UTC", "2026-03-14T09:26:53Z"),
            (0, "1 Jan 1970, 00:00 UTC", "1970-01-01T00:00:00Z"),
            (951_782_399_999_999, "28 Feb 2000, 23:59 UTC", "2000-02-28T23:59:59Z"),
            (951_782_400_000_000, "29 Feb 2000, 00:00 UTC", "2000-02-29T00:00:00Z"),
            (-1, "31 Dec 1969, 23:59 UTC", "1969-12-31T23:59:59Z"),
            (-31_000_000_000_000_000, "25 Aug 987, 16:53 UTC", "0987-08-25T16:53:20Z"),
        ])
    func moment(microseconds: Int64, display: String, iso: String) {
        #expect(Moment(Timestamp(microseconds: microseconds)) == Moment(display: display, iso: iso))
    }

    @Test(
        "a count reads with its groups",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (1_000_007, "1,000,007"), (-12_345, "−12,345"),
            (Int64.min, "−9,223,372,036,854,775,808"),
        ])
    func count(number: Int64, text: String) {
        #expect(number.grouped == text)
    }

    @Test("a chart's tallest bar is its best day, a day without sales has none, and one with few is still seen")
    func chart() {
        let days = [0, 1, 1_000_000].map { SalesChart.Day(label: "x", orders: 1, cents: $0, amount: "") }
        let chart = SalesChart(days: days)
        #expect(chart.bars.map(\.height) == [0, 3, chart.height])
        #expect(chart.best?.cents == 1_000_000)
        #expect(SalesChart(days: []).best == nil)
    }
}
