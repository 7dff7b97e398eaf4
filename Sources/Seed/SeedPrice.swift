/// What things cost: most little, some a lot, and nearly all just below a round number.
enum SeedPrice {
    /// A price in whole cents, from 0 to a few thousands.
    static func random(_ random: inout SeedRandom) -> Int64 {
        let tier = tiers[choice.pick(amongFirst: tiers.count, &random) ?? 0]
        guard tier.upperBound > 0 else { return 0 }
        let units = Int64(random.within(tier))
        // Expensive things end in a 9, a 7 or a 0, and have no cents.
        if units >= 100 { return (units - units % 10 + Int64(random.pick([9, 9, 9, 7, 0]))) * 100 }
        return units * 100 + Int64(random.pick(endings))
    }

    /// Whole units of money; each with its share in a thousand below.
    private static let tiers = [0...0, 1...4, 5...9, 10...19, 20...39, 40...99, 100...299, 300...999, 1_000...3_990]
    private static let choice = SeedChoice([45, 120, 225, 250, 190, 110, 42, 15, 3])
    private static let endings = [99, 99, 99, 99, 99, 0, 0, 0, 95, 90, 50, 49]
}
