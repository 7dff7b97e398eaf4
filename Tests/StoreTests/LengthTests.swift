import Passwords
import Store
import TestSupport
import Testing

@testable import Store

// Attacks 1 and 17
@Suite("Whatever is typed costs no more than letters of its length", .serialized)
struct LengthTests {
    private typealias Reader = @Sendable (String) throws -> Void

    /// Everything in Store that takes text.
    private static let readers: [(String, Reader)] = [
        ("EmailAddress", { _ = EmailAddress($0) }), ("PersonName", { _ = PersonName($0) }),
        ("Money", { _ = Money(typed: $0) }), ("Slug", { _ = Slug($0) }),
        ("a slug's suggestion", { _ = Slug.suggestion(for: $0) }),
        ("Identifier", { _ = Product.ID($0) }), ("UUID", { _ = UUID($0) }), ("SessionToken", { _ = SessionToken($0) }),
        ("Currency", { _ = Currency(code: $0) }), ("Reason", { _ = Reason($0) }),
        ("a product's name", { _ = ProductDraft.parse(name: $0, price: "1", description: "", status: "") }),
        ("a product's price", { _ = ProductDraft.parse(name: "x", price: $0, description: "", status: "") }),
        ("a product's description", { _ = ProductDraft.parse(name: "x", price: "1", description: $0, status: "") }),
        ("a product's status", { _ = ProductDraft.parse(name: "x", price: "1", description: "", status: $0) }),
        ("a checkout", { _ = CheckoutDraft.parse(email: $0, name: $0, key: $0, shownPrice: $0) }),
        ("a new name", { _ = NameChange.parse(name: $0) }), ("a log-in", { _ = Login(email: $0, password: $0) }),
        (
            "a registration",
            { _ = try Registration.parse(email: $0, password: $0, name: $0, hasher: PasswordHasher(gate: nil)) }
        ),
        (
            "a password reset",
            { _ = try PasswordReset.parse(email: $0, password: $0, hasher: PasswordHasher(gate: nil)) }
        ),
    ]

    private static let pieces = [
        "\u{301}\u{323}", "👩\u{200D}", "\u{1F1E9}\u{1F1EA}", "\u{1100}\u{1161}\u{11A8}", "\u{FDFA}", "\u{200B}", "@",
        "\"", " ",
        "\r\n", "9", "é",
    ]

    @Test("a mebibyte of any kind is read in five times the time of letters at most")
    func mebibyte() throws {
        for (name, read) in Self.readers {
            let letters = try time(Self.text("a", 1 << 20), read)
            for piece in Self.pieces {
                let text = Self.text(piece, 1 << 20)
                for text in [text, "a" + text] {
                    let taken = try time(text, read)
                    #expect(
                        taken <= max(letters, .milliseconds(1)) * 5,
                        "\(name), \(piece.debugDescription): \(taken), letters \(letters)")
                }
            }
        }
    }

    @Test("a description as large as is looked at is read in 100 ms in a debug build, whatever it is of")
    func greatestDescription() throws {
        for piece in Self.pieces {
            let taken = try time(Self.text(piece, 4 * 51_200)) {
                _ = ProductDraft.parse(name: "x", price: "1", description: $0, status: "")
            }
            #expect(taken < .milliseconds(100), "\(piece.debugDescription): \(taken)")
        }
    }

    private static func text(_ piece: String, _ bytes: Int) -> String {
        String(repeating: piece, count: bytes / piece.utf8.count)
    }

    private func time(_ text: String, _ read: Reader) throws -> Duration {
        try (0..<3).map { _ in try ContinuousClock().measure { try read(text) } }.min() ?? .zero
    }
}
