/// Sellers and buyers: a name and an address for each number. Addresses are at domains that nobody can have (RFC 2606).
struct SeedPeople: Sendable {
    struct Person: Sendable {
        let name: String
        let email: String
    }

    private let seed: UInt64
    /// In every address, so that the people of two seeds never meet.
    private let mark: String
    /// The names as they stand in addresses, in the same order.
    private let first = SeedNames.first.map(Self.plain)
    private let last = SeedNames.last.map(Self.plain)

    init(seed: UInt64) {
        self.seed = seed
        mark = String(seed, radix: 36)
    }

    /// The address that tells that the data of a seed is there: its first seller's.
    static func marker(of seed: UInt64) -> String { "bulk-seed-\(seed)@example.org" }

    /// The seller of a number, from 0. Every fourth trades under a name of a business.
    func seller(_ number: Int) -> Person {
        let person = person(SeedRandom(seed: seed, .sellers, item: number), tail: "\(number).\(mark)")
        guard number > 0 else { return Person(name: person.name, email: Self.marker(of: seed)) }
        guard number % 4 == 0, let family = person.name.split(separator: " ").last else { return person }
        var random = SeedRandom(seed: seed, .sellerSizes, item: number)
        return Person(name: "\(family) \(random.pick(Self.trades))", email: person.email)
    }

    /// The buyer of a number, from 0; the same one each time.
    func buyer(_ number: Int) -> Person {
        person(SeedRandom(seed: seed, .buyers, item: number), tail: "\(number).b\(mark)")
    }

    private func person(_ source: SeedRandom, tail: String) -> Person {
        var random = source
        let (one, two) = (random.below(first.count), random.below(last.count))
        let box =
            switch random.below(4) {
            case 0: "\(first[one])\(tail)"
            case 1: "\(first[one].prefix(1))\(last[two])\(tail)"
            default: "\(first[one]).\(last[two])\(tail)"
            }
        let domain = random.pick(Self.domains)
        return Person(name: "\(SeedNames.first[one]) \(SeedNames.last[two])", email: "\(box)@\(domain)")
    }

    private static let domains = ["example.com", "example.com", "example.net", "example.org"]
    private static let trades = ["Studio", "Press", "Records", "Workshop", "Software", "Academy", "& Sons", "Books"]

    /// A name's letters in ASCII and lower case.
    private static func plain(_ name: String) -> String {
        String(
            name.lowercased().compactMap { letter -> Character? in
                switch letter {
                case "å", "á", "ä": "a"
                case "é", "è", "ë": "e"
                case "í", "ı": "i"
                case "ł": "l"
                case "ñ": "n"
                case "ó", "ö", "ø": "o"
                case "ř": "r"
                case "ü": "u"
                case "a"..."z": letter
                default: nil
                }
            })
    }
}
