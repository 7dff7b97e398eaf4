internal import Postgres

/// Where a page of a list goes on: the values that the list is sorted by, of the last row shown. It holds also when that
/// row is gone meanwhile.
public struct PageKey<Tie: LosslessStringConvertible & Sendable>: Sendable, LosslessStringConvertible {
    let time: Timestamp
    /// What puts rows of one moment in order.
    let tie: Tie

    init(_ time: Timestamp, _ tie: Tie) {
        self.time = time
        self.tie = tie
    }

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.utf8.prefix(200).split(separator: UInt8(ascii: "-"), maxSplits: 1)
        guard parts.count == 2, parts[0].count <= 18, parts[0].allSatisfy({ (0x30...0x39).contains($0) }),
            let microseconds = Int64(Substring(parts[0])), text.utf8.count <= 200,
            let tie = Tie(String(Substring(parts[1])))
        else { return nil }
        self.init(Timestamp(microseconds: microseconds), tie)
    }

    /// `1773480413000000-my-course`: microseconds since 1970, and the tie.
    public var description: String { "\(time.microseconds)-\(tie)" }
}

extension UUID: LosslessStringConvertible {}
extension Slug: LosslessStringConvertible {}
