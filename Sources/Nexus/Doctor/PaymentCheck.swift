/// Where the money goes.
enum PaymentCheck {
    /// Payments are the built-in test gateway's in every environment: there is no other yet.
    static func finding(_ settings: Settings) -> Finding {
        let words = "the built-in test gateway: an order counts as paid, and no money moves"
        switch settings.environment {
        case .development: return Finding("payments", .well(words))
        case .production:
            return Finding(
                "payments", .amiss(words, remedy: "hand nothing over for such an order; this version takes no money"))
        }
    }
}
