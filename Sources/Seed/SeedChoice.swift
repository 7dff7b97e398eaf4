/// Picks by weight.
struct SeedChoice: Sendable {
    /// At each place, the sum of the weights up to and with it.
    private var sums: [Int] = []

    init() {}

    init(_ weights: [Int]) {
        for weight in weights { append(weight) }
    }

    /// Adds the next place. A weight below 0 counts as 0.
    mutating func append(_ weight: Int) {
        sums.append((sums.last ?? 0) + max(weight, 0))
    }

    /// A place among the first `count`, in proportion to the weights; nil when these are all 0.
    func pick(amongFirst count: Int, _ random: inout SeedRandom) -> Int? {
        let count = min(count, sums.count)
        guard count > 0, sums[count - 1] > 0 else { return nil }
        let target = random.below(sums[count - 1])
        // The first place whose sum is above the target.
        var low = 0
        var high = count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// A weight as they are among people and products: one is huge, a few are large, most are small (Zipf's law).
    static func skewedWeight(among count: Int, _ random: inout SeedRandom) -> Int {
        1_048_576 / (1 + random.below(count))
    }
}
