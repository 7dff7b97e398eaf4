/// Random numbers that are the same for the same seed, on every machine and with every compiler: SplitMix64 (Steele, Lea
/// and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not for secrets.
struct SeedRandom: Sendable {
    /// What the numbers are for. Each use has a stream of its own, so that more of one thing leaves the others as they are.
    enum Stream: UInt64, Sendable {
        case sellers = 1
        case sellerTimes, sellerSizes, products, productTimes, orders, orderTimes, buyers
    }

    private var state: UInt64

    /// The stream of one use; `item` splits it once more, for things that are looked up by number.
    init(seed: UInt64, _ stream: Stream, item: Int = 0) {
        let split = Self.mixed(stream.rawValue &+ Self.mixed(UInt64(truncatingIfNeeded: item)))
        state = Self.mixed(seed &+ split)
    }

    /// 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A number from 0 to `bound - 1`; 0 for a bound below 1. The standard library's own way may change, this may not.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in a range with both ends.
    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True in so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of the list, which must not be empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
