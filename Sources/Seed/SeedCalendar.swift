internal import Store

/// How many things happen on which day, and when on that day: growing over the whole span, with weeks, seasons and chance.
struct SeedCalendar: Sendable {
    let firstDay: Day
    /// At each day, how many things there are up to and with it.
    private var through: [Int] = []

    /// Spreads `items` over the days from `firstDay` to the one before `end`; the first item falls on the first day.
    init(items: Int, from firstDay: Day, to end: Day, _ random: inout SeedRandom) {
        self.firstDay = firstDay
        let days = max(end.number - firstDay.number, 0)
        var sums: [Int] = []
        for index in 0..<days {
            sums.append((sums.last ?? 0) + Self.weight(firstDay.moved(days: index), index, of: days, &random))
        }
        guard let total = sums.last, total > 0 else { return }
        // Rounded up, so that there is something from the beginning.
        through = sums.map { (items * $0 + total - 1) / total }
    }

    /// The days, counted from the first.
    var days: Range<Int> { through.indices }

    /// How many things there were before a day.
    func count(before day: Day) -> Int {
        let index = day.number - firstDay.number - 1
        guard index >= 0, let last = through.last else { return 0 }
        return index < through.count ? through[index] : last
    }

    /// The moments of one day's things, in order.
    func moments(on index: Int, _ random: inout SeedRandom) -> [Timestamp] {
        let day = firstDay.moved(days: index)
        let count = through[index] - count(before: day)
        let midnight = Timestamp(startOf: day)
        return (0..<count).map { _ in
            let hour = Self.hours.pick(amongFirst: 24, &random) ?? 12
            let microsecond = random.below(3_600_000_000)
            return Timestamp(microseconds: midnight.microseconds + Int64(hour) * 3_600_000_000 + Int64(microsecond))
        }.sorted()
    }

    /// Four times as much on the last day as on the first.
    private static func weight(_ day: Day, _ index: Int, of days: Int, _ random: inout SeedRandom) -> Int {
        let growth = 100 + 300 * index / days
        // 1970-01-01 was a Thursday.
        let weekday = weekdays[((day.number + 3) % 7 + 7) % 7]
        let month = months[day.civil.month - 1]
        return growth * weekday * month * random.within(80...120) / 10_000
    }

    /// In percent of an average day, from Monday.
    private static let weekdays = [104, 109, 111, 108, 97, 82, 89]

    /// In percent of an average month, from January: less in summer, most before Christmas.
    private static let months = [104, 96, 97, 95, 93, 86, 82, 88, 99, 104, 124, 132]

    /// The hours of a day, UTC.
    private static let hours = SeedChoice([
        14, 9, 6, 4, 4, 6, 12, 24, 42, 56, 62, 60, 55, 54, 57, 58, 56, 55, 58, 66, 72, 64, 44, 25,
    ])
}

extension Timestamp {
    /// Midnight, UTC.
    init(startOf day: Day) { self.init(microseconds: Int64(day.number) * 86_400_000_000) }
}
