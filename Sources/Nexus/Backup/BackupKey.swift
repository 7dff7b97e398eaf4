import Crypto
import Glibc
import Processes

/// What vouches for a backup: HMAC-SHA256 (RFC 2104) with a secret that only the store's machines have. Who can write where
/// backups lie, but has not the key, cannot pass a file of theirs off as one of the store's.
struct BackupKey: Sendable {
    private let key: SymmetricKey

    init(_ bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
    }

    /// The content of the file that `NEXUS_BACKUP_KEY` names; nil if that is not set.
    ///
    /// - Throws: `CommandFailure` when it cannot be read, or is too short for a secret.
    static func current() throws(CommandFailure) -> BackupKey? {
        guard let path = SettingsSource.current()["NEXUS_BACKUP_KEY"] else { return nil }
        let file = try OpenFile(path, O_RDONLY)
        let bytes = try file.bytes(from: 0, to: 65_536)
        guard bytes.count >= 32 else {
            throw CommandFailure(
                "NEXUS_BACKUP_KEY names a file of fewer than 32 bytes: head -c 32 /dev/urandom > FILE",
                status: CommandFailure.badSettings)
        }
        return BackupKey(bytes)
    }

    /// 64 hexadecimal digits.
    func signature(of text: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key).hexadecimal
    }

    /// Takes the same time for any wrong one.
    func vouches(for text: String, by signature: Substring) -> Bool {
        let digits = Array(signature.utf8)
        guard digits.count == 64 else { return false }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Array(text.utf8), using: key)
    }
}
