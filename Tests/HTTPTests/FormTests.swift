import HTTP
import Testing

@Suite struct FormTests {
    private func parse(_ text: String) throws(BadRequest) -> Form {
        try Form.parse(text.utf8)
    }

    @Test("Fields keep their order, a plus is a space, and a missing value is empty")
    func fields() throws {
        let form = try parse("name=Test+Product&price=29.99&empty=&bare&caf%C3%A9=%E2%82%AC")
        #expect(form.fields.map(\.name) == ["name", "price", "empty", "bare", "café"])
        #expect(form["name"] == "Test Product")
        #expect(form["price"] == "29.99")
        #expect(form["empty"] == "")
        #expect(form["bare"] == "")
        #expect(form["café"] == "€")
        #expect(form["missing"] == nil)
    }

    @Test("Only the first equals sign divides a field", arguments: [("a=b=c", "b=c"), ("a==", "="), ("a=%3D", "=")])
    func equalsSigns(text: String, value: String) throws {
        #expect(try parse(text)["a"] == value)
    }

    @Test("Empty pieces are passed over", arguments: ["", "&", "&&&"])
    func empty(text: String) throws {
        #expect(try parse(text).isEmpty)
        #expect(try parse("\(text)a=1&\(text)b=2\(text)").fields.count == 2)
    }

    @Test(
        "A name that stands twice is refused, however it is written",
        arguments: [
            "email=a&email=b", "email=a&email=a", "email=a&%65mail=b", "a=1&b=2&a", "email&email",
        ])
    func duplicates(text: String) {
        #expect(throws: BadRequest(.duplicateField)) { try parse(text) }
    }

    @Test(
        "Broken codes, broken UTF-8, NUL and fields without a name are refused",
        arguments: [
            "a=%", "a=%4", "a=%zz", "%zz=a", "a=%00", "a=b%00c", "%00=a", "a\u{0}=b",
            "a=%FF", "a=%C3", "a=%C3%28", "a=%C0%80", "a=%C0%AF", "a=%E0%80%AF", "a=%ED%A0%80", "a=%F4%90%80%80",
            "%80=a",
            "=a", "=", "a=1&=2",
        ])
    func malformed(text: String) {
        #expect(throws: BadRequest(.malformedForm)) { try parse(text) }
    }

    @Test("Broken UTF-8 is refused when it is not percent-coded too")
    func rawBytes() {
        #expect(throws: BadRequest(.malformedForm)) { try Form.parse([0x61, 0x3D, 0xC3, 0x28] as [UInt8]) }
        #expect(throws: BadRequest(.malformedForm)) { try Form.parse([0x61, 0x3D, 0x00] as [UInt8]) }
    }

    @Test("A hundred fields pass, one more does not, and ten thousand are refused before any is read")
    func count() throws {
        let hundred = (1...100).map { "f\($0)=\($0)" }.joined(separator: "&")
        #expect(try parse(hundred).fields.count == 100)
        #expect(throws: BadRequest(.tooManyFields)) { try parse(hundred + "&g=1") }
        // Broken fields further on are never looked at.
        #expect(throws: BadRequest(.tooManyFields)) { try parse("a=%zz" + String(repeating: "&a=1", count: 10_000)) }
        #expect(throws: BadRequest(.tooManyFields)) { try parse(String(repeating: "&", count: 100)) }
        #expect(throws: BadRequest(.tooManyFields)) { try Form.parse("a&b&c".utf8, limits: .init(fields: 2)) }
    }

    @Test("A name may have a hundred bytes once decoded")
    func nameLength() throws {
        #expect(try parse(String(repeating: "%41", count: 100) + "=1").fields.count == 1)
        #expect(throws: BadRequest(.fieldNameTooLong)) { try parse(String(repeating: "a", count: 101) + "=1") }
    }

    @Test("What is coded is parsed to the same fields")
    func roundTrip() throws {
        let fields = [("a b", "1+1=2&3"), ("é\u{2028}", "\"'<>&%"), ("x", ""), ("tab\t", "line\r\nline")]
        let form = try parse(Form.encode(fields.map { (name: $0.0, value: $0.1) }))
        #expect(form.fields.map(\.name) == fields.map(\.0))
        #expect(form.fields.map(\.value) == fields.map(\.1))
        #expect(try parse(form.encoded) == form)
    }
}
