/// A stored password: an argon2id hash in PHC form, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
public struct PasswordHash: Sendable, Equatable {
    public let phc: String
    public let parameters: PasswordParameters

    /// The hash, or nil when the text is not one that we could verify: another algorithm or version, a part that is missing,
    /// out of order or written differently, a salt of other than 8 to 64 bytes, a hash of other than 16 to 64,
    /// or parameters above the ceiling (256 MiB, 10 passes, 4 lanes).
    public init?(phc: String) {
        guard phc.utf8.count <= 256 else { return nil }
        let parts = phc.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19",
            let parameters = PasswordHash.parameters(parts[3]), parameters.isAcceptable,
            let salt = PasswordHash.byteCount(base64: parts[4]), (8...64).contains(salt),
            let hash = PasswordHash.byteCount(base64: parts[5]), (16...64).contains(hash)
        else { return nil }
        self.phc = phc
        self.parameters = parameters
    }

    private static func parameters(_ text: Substring) -> PasswordParameters? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, let memory = number(parts[0], after: "m="),
            let iterations = number(parts[1], after: "t="), let parallelism = number(parts[2], after: "p=")
        else { return nil }
        return PasswordParameters(memory: memory, iterations: iterations, parallelism: parallelism)
    }

    /// A decimal number as PHC strings write it: digits only, no leading zero.
    private static func number(_ text: Substring, after name: String) -> Int? {
        guard text.hasPrefix(name) else { return nil }
        let digits = text.dropFirst(name.count)
        guard (1...7).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: "0"),
            digits.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        else { return nil }
        return Int(digits)
    }

    /// How many bytes unpadded base64 stands for; nil when it is not the one way to write them, which libargon2 asks for.
    private static func byteCount(base64 text: Substring) -> Int? {
        var last: UInt8 = 0
        for character in text.utf8 {
            guard let value = base64Value(character) else { return nil }
            last = value
        }
        let whole = text.utf8.count / 4 * 3
        switch text.utf8.count % 4 {
        case 0: return whole
        case 2: return last & 0b1111 == 0 ? whole + 1 : nil
        case 3: return last & 0b11 == 0 ? whole + 2 : nil
        default: return nil
        }
    }

    private static func base64Value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
