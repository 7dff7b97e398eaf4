/// What a payment provider is asked: to take an amount for one order.
public struct Payment: Sendable {
    /// Also the idempotency key: a provider asked twice for one order takes the money once.
    public let order: Order.ID
    public let amount: Money
    public let email: EmailAddress
}

/// What a payment provider answers.
public enum PaymentOutcome: Sendable, Equatable {
    case approved, declined
}

/// A payment provider. Called outside any transaction, because it may take its time.
public protocol PaymentGateway: Sendable {
    func charge(_ payment: Payment) -> PaymentOutcome
}
