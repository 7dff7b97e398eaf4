import Characters
import Glibc
import Testing

/// A mebibyte of text that costs some programs its square, or much more than letters do.
private let hostile: [String] = [
    repeated("\u{301}\u{323}"), "a" + repeated("\u{301}\u{323}"), repeated("\u{323}\u{301}"), repeated("\u{344}"),
    repeated("👩\u{200D}"), repeated("\u{1F1E9}\u{1F1EA}"), repeated("\u{1100}\u{1161}\u{11A8}"), repeated("\u{FDFA}"),
    repeated("\u{200B}"), repeated("\u{202E}"), repeated("\r\n"), repeated("\u{1D160}"), repeated("\u{E0067}"),
]

private func repeated(_ piece: String) -> String { String(repeating: piece, count: (1 << 20) / piece.utf8.count) }

private func time(_ text: String, _ body: (String) -> Void) -> Duration {
    (0..<3).map { _ in ContinuousClock().measure { body(text) } }.min() ?? .zero
}

// Of all tests these alone measure time beside others that are at work, so they run when asked for: NEXUS_TEST_FULL=1.
@Suite("No text costs more than its length", .serialized, .enabled(if: getenv("NEXUS_TEST_FULL") != nil))
struct CostTests {
    // Attack 1
    @Test("each kind of text takes at most five times as long as letters of another script")
    func proportional() {
        let functions: [(String, (String) -> Void)] = [
            ("line", { _ = TypedText.line($0) }), ("lines", { _ = TypedText.lines($0) }),
            ("password", { _ = TypedText.password($0) }), ("composed", { _ = $0.composed }),
            ("visible", { _ = $0.isVisible }), ("domain", { _ = DomainName.ascii($0) }),
            ("domain in Unicode", { _ = DomainName.unicode($0) }), ("letters", { _ = LatinLetters.of($0) }),
        ]
        _ = LatinLetters.of("日")
        for (name, function) in functions {
            let letters = max(time(repeated("\u{416}"), function), .milliseconds(5))
            for text in hostile {
                let taken = time(text, function)
                #expect(
                    taken < letters * 5,
                    "\(name) of \(text.unicodeScalars.prefix(3).map(\.value)): \(taken), letters \(letters)")
            }
        }
    }

    // Attack 1
    @Test("twice the marks take twice the time")
    func linear() {
        let marks = "a" + String(repeating: "\u{301}\u{323}", count: 50_000)
        let once = time(marks) { _ = TypedText.line($0) }
        let twice = time(marks + marks) { _ = TypedText.line($0) }
        #expect(twice < once * 3, "\(once), \(twice)")
    }
}
