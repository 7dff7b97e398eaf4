import HTTP
import Testing

@Suite struct PercentCodingTests {
    @Test(
        "Two hexadecimal digits after a percent sign are one byte",
        arguments: [
            ("", ""), ("abc", "abc"), ("a%20b", "a b"), ("%41%7a", "Az"), ("%C3%a9", "é"), ("%2525", "%25"),
            ("a+b", "a+b"),
        ])
    func decodes(coded: String, text: String) {
        #expect(PercentCoding.decode(coded.utf8, plusIsSpace: false) == Array(text.utf8))
    }

    @Test("A plus sign is a space where forms are read, and a coded plus is a plus")
    func plus() {
        #expect(PercentCoding.decode("a+b%2Bc".utf8, plusIsSpace: true) == Array("a b+c".utf8))
    }

    @Test(
        "A percent sign without two hexadecimal digits is refused",
        arguments: ["%", "a%", "%4", "%zz", "%4z", "%-1", "%%41", "% 41"])
    func broken(coded: String) {
        #expect(PercentCoding.decode(coded.utf8, plusIsSpace: true) == nil)
    }

    @Test("Coding leaves only unreserved characters in clear, and decoding gives every byte back")
    func allBytes() {
        #expect(PercentCoding.encode(segment: "az AZ 09-._~") == "az%20AZ%2009-._~")
        #expect(PercentCoding.encode(segment: "a/b?c#d;e%\\\"<é") == "a%2Fb%3Fc%23d%3Be%25%5C%22%3C%C3%A9")
        #expect(PercentCoding.encode(query: "a+b&c=d e") == "a%2Bb%26c%3Dd%20e")
        for value in 0...UInt8.max {
            let text = String(decoding: [value], as: UTF8.self)
            let coded = PercentCoding.encode(query: text)
            #expect(PercentCoding.decode(coded.utf8, plusIsSpace: true) == Array(text.utf8))
        }
    }
}
