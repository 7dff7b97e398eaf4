import FoundationEssentials
import Logging
import Synchronization
import Testing

@testable import Nexus

@Suite("Log lines")
struct JSONLogTests {
    /// What a machine would read from the line.
    private struct Line: Decodable {
        let time, level, message, typed: String
        let list: [String]
        let nested: [String: String]
    }

    @Test(
        "A line is one object of JSON, whatever people typed",
        arguments: [
            "plain", "\"},{\"level\":\"info\"", "a\nb\r\nc", "\u{0}\u{1}\u{1b}[2J\u{7f}\u{85}", "\u{2028}\u{2029}",
            "back\\slash", "ü 🙂 é", "\t",
        ])
    func escaping(typed: String) throws {
        let metadata: Logger.Metadata = [
            "typed": "\(typed)", "list": ["\(typed)", "b"], "nested": ["\(typed)": "\(typed)"],
        ]
        let text = JSONLogHandler.line("now", .warning, typed, metadata)
        #expect(text.hasSuffix("}\n"))
        let isPlain = text.dropLast().unicodeScalars.allSatisfy { !$0.properties.generalCategory.isControlOrSeparator }
        #expect(isPlain)
        let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
        #expect(line.time == "now" && line.level == "warning" && line.message == typed && line.typed == typed)
        #expect(line.list == [typed, "b"])
        #expect(line.nested == [typed: typed])
    }

    @Test("A logger writes what it is told from its level on, its own metadata included")
    func handler() throws {
        let written = Written()
        var logger = Logger(label: "test") { _ in JSONLogHandler(level: .notice) { written.add($0) } }
        logger[metadataKey: "request_id"] = "own"
        logger.info("too quiet")
        logger.error("loud", metadata: ["status": "\(500)"])
        logger.notice("told", metadata: ["request_id": "given"])
        let lines = written.lines
        #expect(lines.count == 2)
        #expect(lines[0].contains(#""level":"error","message":"loud""#))
        #expect(lines[0].contains(#""request_id":"own","status":"500""#))
        #expect(lines[1].contains(#""request_id":"given""#))
    }

    @Test("Times are RFC 3339 in UTC, to the microsecond")
    func time() {
        #expect(LogTime.text(seconds: 0, microseconds: 42) == "1970-01-01T00:00:00.000042Z")
        #expect(LogTime.text(seconds: 1_709_210_096, microseconds: 999_999) == "2024-02-29T12:34:56.999999Z")
    }
}

/// Collects lines from a closure that may be called from anywhere.
/// What a log handler wrote, line by line.
final class Written: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func add(_ line: String) { kept.withLock { $0.append(line) } }
}

extension Unicode.GeneralCategory {
    fileprivate var isControlOrSeparator: Bool {
        self == .control || self == .lineSeparator || self == .paragraphSeparator
    }
}
