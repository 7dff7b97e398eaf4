/// What `pg_stat_activity.application_name` should say, and whether the server knows it yet.
struct SessionLabel {
    private(set) var name: String?
    var isPending = false
    /// Sent inside a transaction: if that is rolled back, so is the label.
    var wasSentInTransaction = false

    /// PostgreSQL cuts `application_name` after 63 bytes.
    private static let longest = 63 - 6

    /// - Parameter requestID: letters of ASCII, digits and hyphens; anything else gives the bare label `nexus`.
    mutating func set(_ requestID: String) {
        let letters = Array(requestID.utf8)
        let isPlain = letters.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        let kept = isPlain ? String(decoding: letters.prefix(SessionLabel.longest), as: UTF8.self) : ""
        let new = kept.isEmpty ? "nexus" : "nexus " + kept
        if new != name { isPending = true }
        name = new
    }

    /// The statement that makes it so. The name has been checked to hold no quote.
    var statement: String? {
        isPending ? name.map { "SET application_name = '\($0)'" } : nil
    }

    /// The server has forgotten it: a new connection, or a transaction rolled back.
    mutating func resend() {
        isPending = name != nil
        wasSentInTransaction = false
    }
}
