/// A short text that is put together of words and numbers, as bytes: a page has a hundred of them, and `String`'s own
/// interpolation was a tenth of the dashboard's work.
struct DisplayText {
    private var bytes: [UInt8] = []

    init() {
        // Longer than any of them.
        bytes.reserveCapacity(40)
    }

    mutating func add(_ words: StaticString) {
        words.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ words: String) {
        bytes.append(contentsOf: words.utf8)
    }

    /// Decimal digits, at least `digits` of them, with zeros in front: "07".
    mutating func add(_ number: UInt64, digits: Int = 1) {
        if number >= 10 || digits > 1 { add(number / 10, digits: digits - 1) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// The same of a number that is never negative, such as a day's.
    mutating func add(_ number: Int, digits: Int = 1) {
        add(UInt64(number.magnitude), digits: digits)
    }

    /// With a comma between groups of three digits: "1,204".
    mutating func add(grouped number: UInt64) {
        guard number >= 1_000 else { return add(number) }
        add(grouped: number / 1_000)
        add(",")
        add(number % 1_000, digits: 3)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
