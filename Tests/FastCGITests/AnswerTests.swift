import HTTP
import Testing

@testable import FastCGI

@Suite("An answer as records")
struct AnswerTests {
    private struct Piece: Equatable {
        let type: UInt8
        let id: Int
        let count: Int
    }

    /// Headers of the records; nil if they do not add up.
    private func pieces(_ records: [UInt8]) -> [Piece]? {
        var found: [Piece] = []
        var rest = records[...]
        while !rest.isEmpty {
            guard rest.count >= 8 else { return nil }
            let header = Array(rest.prefix(8))
            let count = Int(header[4]) << 8 | Int(header[5])
            guard header[0] == 1, header[6] == 0, rest.count >= 8 + count else { return nil }
            found.append(Piece(type: header[1], id: Int(header[2]) << 8 | Int(header[3]), count: count))
            rest = rest.dropFirst(8 + count)
        }
        return found
    }

    @Test(
        "Of any length it is cut into whole records, then come the end of the stream and of the request, once each",
        arguments: [0, 65_527, 65_528, 65_529, 2 * 65_528, 2 * 65_528 + 1])
    func lengths(total: Int) throws {
        let status = "Status: 200 OK\r\nContent-Length: \r\n\r\n".utf8.count
        let count = max(0, total - status - String(max(0, total - status)).utf8.count)
        let response = Response(body: [UInt8](repeating: 65, count: count))
        let found = try #require(pieces(Answer.records(of: response, to: .get, requestID: 1)))
        let output = found.prefix { $0.type == 6 && $0.count > 0 }
        let document = status + String(count).utf8.count + count
        #expect(output.map(\.count).reduce(0, +) == document)
        #expect(output.dropLast().allSatisfy { $0.count == 65_528 } && output.count == (document + 65_527) / 65_528)
        let ends = [Piece(type: 6, id: 1, count: 0), Piece(type: 3, id: 1, count: 8)]
        #expect(Array(found.dropFirst(output.count)) == ends)
    }

    @Test("Every record bears the number of its request, high byte first")
    func number() throws {
        let records = Answer.records(of: .text("hello"), to: .get, requestID: 0x0102)
        #expect(try #require(pieces(records)).map(\.id) == [0x0102, 0x0102, 0x0102])
        #expect(Array(records[2...3]) == [1, 2])
    }

    @Test("HEAD is told the length and sent nothing; 204 has neither", arguments: [Method.get, .head])
    func without(method: Method) throws {
        let nothing = Answer.records(of: Response(status: .noContent, body: [65]), to: method, requestID: 1)
        #expect(try #require(pieces(nothing)).map(\.count) == ["Status: 204 No Content\r\n\r\n".utf8.count, 0, 8])
        let head = Answer.records(of: Response(body: [65, 66]), to: .head, requestID: 1)
        let text = "Status: 200 OK\r\nContent-Length: 2\r\n\r\n"
        #expect(try #require(pieces(head)).map(\.count) == [text.utf8.count, 0, 8])
    }
}
