internal import Store

/// A product of the bulk data, as far as its orders need it.
struct SeedProduct: Sendable {
    /// Which seller's, from 0.
    let seller: Int
    let kind: SeedKind
    let name: String
    /// Whole cents.
    let price: Int64
    let status: Product.Status

    /// - Parameter isFirst: the first product is for sale, so that there is one to order from the beginning.
    init(seller: Int, isFirst: Bool, _ random: inout SeedRandom) {
        self.seller = seller
        kind = random.pick(SeedKind.allCases)
        name = kind.name(&random)
        price = SeedPrice.random(&random)
        let share = random.below(100)
        status = isFirst || share < 82 ? .active : share < 92 ? .archived : .draft
    }

    /// How well it sells beside others: by chance, and better the less it costs. A draft never sold.
    func weight(_ random: inout SeedRandom) -> Int {
        let luck = SeedChoice.skewedWeight(among: 1_000, &random)
        guard status != .draft else { return 0 }
        return switch price {
        case ..<1_000: luck * 8
        case ..<3_000: luck * 6
        case ..<10_000: luck * 3
        default: luck
        }
    }

    /// An address that no other product has: the number of the product and the seed are in it.
    func slug(number: Int, seed: UInt64) -> String {
        "\(Slug.suggestion(for: name).text)-\(String(number, radix: 36))-\(String(seed, radix: 36))"
    }
}
