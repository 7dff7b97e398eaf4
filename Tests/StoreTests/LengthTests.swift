import Glibc
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
        ("a product's name", { read(ProductField.name, $0) }), ("a product's price", { read(ProductField.price, $0) }),
        ("a product's description", { read(ProductField.description, $0) }),
        ("a product's status", { read(ProductField.status, $0) }),
        (
            "a checkout",
            { text in
                var form = FilledForm<CheckoutField> { _ in text }
                _ = CheckoutDraft.parse(&form)
            }
        ),
        (
            "a new name",
            { text in
                var form = FilledForm<NameField> { _ in text }
                _ = NameChange.parse(&form)
            }
        ),
        ("a log-in", { _ = Login(email: $0, password: $0) }),
        (
            "a registration",
            { text in
                var form = FilledForm<RegistrationField> { _ in text }
                _ = try Registration.parse(&form, hasher: PasswordHasher(gate: nil))
            }
        ),
        (
            "a password reset",
            { text in
                var form = FilledForm<RegistrationField> { _ in text }
                _ = try PasswordReset.parse(&form, hasher: PasswordHasher(gate: nil))
            }
        ),
    ]

    /// Reads a product's form of which one field has this text.
    @Sendable private static func read(_ field: ProductField, _ text: String) {
        var form = FilledForm<ProductField>([.name: "x", .price: "1"])
        form[field] = text
        _ = ProductDraft.parse(&form)
    }

    private static let pieces = [
        "\u{301}\u{323}", "👩\u{200D}", "\u{1F1E9}\u{1F1EA}", "\u{1100}\u{1161}\u{11A8}", "\u{FDFA}", "\u{200B}", "@",
        "\"", " ",
        "\r\n", "9", "é",
    ]

    @Test("a mebibyte of any kind is read in five times the time of letters at most")
    func mebibyte() throws {
        // Who refuses by length alone may be faster than anything can be read: then it is looking at each byte once that
        // counts, on this machine and in this build.
        let once = try time(Self.text("a", 1 << 20)) { text in
            var sum: UInt8 = 0
            for byte in text.utf8 { sum ^= byte }
            #expect(sum == 0)
        }
        for (name, read) in Self.readers {
            let letters = max(once, try time(Self.text("a", 1 << 20), read))
            for piece in Self.pieces {
                let text = Self.text(piece, 1 << 20)
                for text in [text, "a" + text] {
                    let taken = try time(text, read)
                    #expect(
                        taken <= letters * 5,
                        "\(name), \(piece.debugDescription): \(taken), letters \(letters)")
                }
            }
        }
    }

    private static func text(_ piece: String, _ bytes: Int) -> String {
        String(repeating: piece, count: bytes / piece.utf8.count)
    }

    private func time(_ text: String, _ read: Reader) throws -> Duration {
        // What this thread computes; whoever else is at work on the machine does not count.
        func now() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        return try (0..<3).map { _ in
            let start = now()
            try read(text)
            return now() - start
        }.min() ?? .zero
    }
}
