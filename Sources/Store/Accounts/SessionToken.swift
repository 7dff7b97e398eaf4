internal import Crypto

/// The secret a signed-in browser carries: 256 random bits as 64 hexadecimal digits. Only its SHA-256 is stored.
public struct SessionToken: Sendable, Equatable {
    public let text: String

    /// A fresh one from the system's random source.
    public static func random() -> SessionToken {
        var source = SystemRandomNumberGenerator()
        return SessionToken(digits: (0..<4).flatMap { _ in Hexadecimal.digits(of: source.next()) })
    }

    private init(digits: [UInt8]) { text = String(decoding: digits, as: UTF8.self) }

    /// nil for anything but 64 lower-case hexadecimal digits, so that rubbish never reaches the database.
    public init?(_ text: String) {
        guard text.utf8.count == 64,
            Array(text.utf8).allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    /// What `sessions.token_hash` holds, 32 bytes.
    var hash: [UInt8] { SHA256.hash(data: Array(text.utf8)).withUnsafeBytes { Array($0) } }
}
