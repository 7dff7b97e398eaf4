/// What one request counts as, and for whom.
public struct Charge: Sendable {
    let rate: Rate
    /// Who is counted: at most 300 bytes.
    let subject: String
    /// How much of the rate it takes.
    let amount: Int64

    private init(_ rate: Rate, _ subject: String, _ amount: Int64 = 1) {
        self.rate = rate
        self.subject = subject
        self.amount = amount
    }

    public static func save(by account: User.ID) -> Charge { Charge(.saves, "\(account)") }
    public static func product(by account: User.ID) -> Charge { Charge(.products, "\(account)") }
    public static func product(from network: Network) -> Charge { Charge(.networkProducts, network.text) }
    public static func account(from network: Network) -> Charge { Charge(.accounts, network.text) }
    public static func order(from network: Network) -> Charge { Charge(.orders, network.text) }
    /// By network, too: a stranger elsewhere uses nothing up of a buyer whose address they type. Addresses are the same
    /// without regard to case.
    public static func order(by buyer: EmailAddress, from network: Network) -> Charge {
        Charge(.buyerOrders, "\(network.text) \(buyer.text.lowercased())")
    }

    /// What everybody has together, in 16 parts that networks fall into, so that not all wait for one row.
    public static func all(_ rate: Rate, from network: Network) -> Charge {
        Charge(rate, "\(network.text.utf8.reduce(0) { $0 &+ $1 } % 16)")
    }

    /// A text of so many bytes, which counts as one page of the database at least.
    static func kept(_ bytes: Int, from network: Network) -> [Charge] {
        let amount = Int64(max(bytes, 4_096))
        return [Charge(.keptText, network.text, amount), Charge(.allKeptText, "", amount)]
    }

    /// Microseconds of the hour that it takes.
    var share: Int64 { Self.hour / rate.perHour * amount }

    /// In microseconds.
    static let hour: Int64 = 3_600_000_000
}

/// A rate that is used up.
public struct Excess: Error, Sendable, Equatable {
    public let rate: Rate
    /// Seconds until the rate has room for what was asked; at least 1.
    public let seconds: Int64

    /// What happened and what to do, in three sentences.
    public var message: String {
        let minutes = (seconds + 59) / 60
        let wait = minutes == 1 ? "a minute" : "\(minutes) minutes"
        return "\(rate.words) Nothing was changed. Wait \(wait), then try again."
    }
}
