/// The built-in gateway: no card, no money, so that a store can be tried out whole.
///
/// It approves everything, but declines
/// - an amount of exactly 402.00, whatever the currency (HTTP's 402 is "Payment Required"), and
/// - a buyer whose address begins with `decline@`, without regard to case.
public struct TestGateway: PaymentGateway {
    public static let declinedAmount: Int64 = 40_200
    public static let declinedMailbox = "decline@"

    public init() {}

    public func charge(_ payment: Payment) -> PaymentOutcome {
        let declines =
            payment.amount.cents == Self.declinedAmount
            || payment.email.text.lowercased().hasPrefix(Self.declinedMailbox)
        return declines ? .declined : .approved
    }
}
