internal import CArgon2
internal import Glibc

/// Hashes and verifies passwords with argon2id. Every call is slow and takes tens of MiB on purpose: keep it outside of
/// transactions. Passwords are compared byte by byte as UTF-8, of any length and without normalisation.
///
/// Whether a password is wrong, of whatever account, or there is no account: the same work is done, today's. So a raise of
/// the costs tells nobody which addresses have an account with an older hash.
public struct PasswordHasher: Sendable {
    private static let saltBytes = 16
    private static let hashBytes = 32

    private let parameters: PasswordParameters
    private let gate: PasswordGate?
    private var isAside = false
    private let willCompute: @Sendable (PasswordParameters) -> Void

    /// - Parameters:
    ///   - parameters: What a new hash costs; tests take cheap ones.
    ///   - gate: Bounds how many hashes are computed at once on this machine; nil for no bound.
    public init(parameters: PasswordParameters = .owasp, gate: PasswordGate?) {
        self.init(parameters: parameters, gate: gate, willCompute: { _ in })
    }

    /// - Parameter willCompute: Told before every computation, so that tests can count the work without a clock.
    init(
        parameters: PasswordParameters,
        gate: PasswordGate?,
        willCompute: @escaping @Sendable (PasswordParameters) -> Void
    ) {
        self.parameters = parameters
        self.gate = gate
        self.willCompute = willCompute
    }

    /// The same for somebody who asks for more than people do: it takes nothing from others, and is busy sooner.
    public var aside: PasswordHasher {
        var hasher = self
        hasher.isAside = true
        return hasher
    }

    /// A new hash with a fresh salt, so that two hashes of one password differ.
    ///
    /// - Throws: `PasswordError`.
    public func hash(_ password: String) throws(PasswordError) -> PasswordHash {
        let slot = try gate?.enter(aside: isAside)
        defer { withExtendedLifetime(slot) {} }
        try prepare(parameters)
        defer { Self.giveBackMemory() }

        let salt = PasswordHasher.randomBytes(PasswordHasher.saltBytes)
        var encoded = [CChar](repeating: 0, count: 256)
        let code = argon2id_hash_encoded(
            UInt32(clamping: parameters.iterations), UInt32(clamping: parameters.memory),
            UInt32(clamping: parameters.parallelism), Array(password.utf8), password.utf8.count,
            salt, salt.count, PasswordHasher.hashBytes, &encoded, encoded.count
        )
        guard code == ARGON2_OK.rawValue else { throw PasswordHasher.failure(code) }
        let text = encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        guard let hash = PasswordHash(phc: String(decoding: text, as: UTF8.self)) else {
            throw .unavailable("libargon2 wrote a hash that cannot be read")
        }
        return hash
    }

    /// Whether `password` is the one behind `hash`, which costs the work of its own parameters, and what they lack to
    /// today's. The comparison takes constant time.
    ///
    /// - Throws: `PasswordError`; a wrong password is not an error.
    public func verify(_ password: String, against hash: PasswordHash) throws(PasswordError) -> Bool {
        let slot = try gate?.enter(aside: isAside)
        defer { withExtendedLifetime(slot) {} }
        try prepare(hash.parameters)
        defer { Self.giveBackMemory() }

        let code = argon2id_verify(hash.phc, Array(password.utf8), password.utf8.count)
        if let rest = hash.parameters.lacking(to: parameters) { try spend(rest) }
        switch code {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        default: throw PasswordHasher.failure(code)
        }
    }

    /// The work of `verify` without an answer: for an e-mail that has no account, so that time does not tell that it has none.
    ///
    /// - Throws: `PasswordError`, as `verify` would.
    public func verifyNothing() throws(PasswordError) {
        let slot = try gate?.enter(aside: isAside)
        defer { withExtendedLifetime(slot) {} }
        try spend(parameters)
    }

    /// Whether `hash` was made with less than a new one would be: hash the password anew at the next login.
    public func needsRehash(_ hash: PasswordHash) -> Bool {
        hash.parameters.memory < parameters.memory || hash.parameters.iterations < parameters.iterations
    }

    /// Work whose outcome nobody needs.
    private func spend(_ parameters: PasswordParameters) throws(PasswordError) {
        try prepare(parameters)
        let salt = [UInt8](repeating: 0, count: PasswordHasher.saltBytes)
        var hash = [UInt8](repeating: 0, count: PasswordHasher.hashBytes)
        let code = argon2id_hash_raw(
            UInt32(clamping: parameters.iterations), UInt32(clamping: parameters.memory),
            UInt32(clamping: parameters.parallelism), salt, salt.count, salt, salt.count, &hash, hash.count)
        guard code == ARGON2_OK.rawValue else { throw PasswordHasher.failure(code) }
    }

    private func prepare(_ parameters: PasswordParameters) throws(PasswordError) {
        guard parameters.isAcceptable else { throw .unavailable("unusable parameters: \(parameters.phc)") }
        PasswordHasher.givesMemoryBack
        willCompute(parameters)
    }

    /// libargon2 has let go of its 19 MiB by now, but malloc keeps what it was given once for the next who asks for as
    /// much; a worker would be five times its size from its first log-in on. This takes less than a hundredth of a hash's
    /// time.
    private static func giveBackMemory() {
        malloc_trim(0)
    }

    /// The system's generator is getrandom(2) here.
    private static func randomBytes(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in random.next() }
    }

    /// glibc keeps what was freed of a large size for the next time, which would be the 19 MiB of a hash in every worker
    /// that ever checked a password. With a threshold that is set, such sizes go back to the system at once.
    private static let givesMemoryBack: Void = { _ = mallopt(M_MMAP_THRESHOLD, 1 << 20) }()

    private static func failure(_ code: Int32) -> PasswordError {
        .unavailable(argon2_error_message(code).map { String(cString: $0) } ?? "argon2 error \(code)")
    }
}
