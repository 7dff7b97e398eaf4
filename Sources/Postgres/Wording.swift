internal import Glibc

/// The text of a statement but for the numbers of its parameters, which it gets when it is whole: what a fragment holds
/// only moves when it is spliced.
struct Wording: Sendable {
    /// In UTF-8.
    private var words: [UInt8] = []
    /// Where in `words` each parameter stands.
    private var places: [Int] = []

    /// The text, with `$1`, `$2`, … where the parameters stand.
    var text: String {
        var text: [UInt8] = []
        var start = 0
        for (index, place) in places.enumerated() {
            text += words[start..<place] + Array("$\(index + 1)".utf8)
            start = place
        }
        return String(decoding: text + words[start...], as: UTF8.self)
    }

    mutating func reserve(letters: Int, parameters: Int) {
        words.reserveCapacity(letters)
        places.reserveCapacity(parameters)
    }

    mutating func write(_ literal: StaticString) {
        literal.withUTF8Buffer { words.append(contentsOf: $0) }
    }

    mutating func markParameter() { places.append(words.count) }

    mutating func append(_ other: Wording) {
        for place in other.places { places.append(words.count + place) }
        words += other.words
    }
}

extension Wording: Hashable {
    static func == (one: Wording, other: Wording) -> Bool {
        guard one.words.count == other.words.count, one.places == other.places else { return false }
        return one.words.withUnsafeBytes { one in
            other.words.withUnsafeBytes { other in
                guard let start = one.baseAddress, let otherStart = other.baseAddress else { return true }
                return memcmp(start, otherStart, one.count) == 0
            }
        }
    }

    /// All are ours, and few are of the same length: this runs for every statement, and does not read the text.
    func hash(into hasher: inout Hasher) {
        hasher.combine(words.count)
        hasher.combine(places.count)
    }
}
