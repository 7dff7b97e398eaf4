public import Logging
public import Store

/// What the site needs from outside, fixed when the process starts.
public struct SiteSettings: Sendable {
    /// Where the store is reached: scheme, host and port, without a slash at the end, such as `https://localhost:8443`.
    public let baseURL: String
    public let hasher: PasswordHasher
    public let gateway: any PaymentGateway
    /// What each account may have in all.
    public let quota: Quota
    public let logger: Logger

    public init(
        baseURL: String, hasher: PasswordHasher, gateway: any PaymentGateway, quota: Quota = .usual, logger: Logger
    ) {
        self.baseURL = baseURL
        self.hasher = hasher
        self.gateway = gateway
        self.quota = quota
        self.logger = logger
    }
}
