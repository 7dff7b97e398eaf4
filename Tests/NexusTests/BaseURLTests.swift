import Testing

@testable import Nexus

@Suite("The store's address")
struct BaseURLTests {
    @Test(
        "It is kept as browsers write an origin: small letters, no slash, no usual port",
        arguments: [
            ("https://Shop.Example.com/", "https://shop.example.com"),
            ("https://localhost:8443", "https://localhost:8443"),
            ("https://x.example:443", "https://x.example"), ("http://x.example:80", "http://x.example"),
            ("https://[::1]:8443", "https://[::1]:8443"), ("https://[::1]", "https://[::1]"),
        ])
    func valid(text: String, kept: String) {
        #expect(BaseURL(text)?.text == kept)
    }

    // Case 26
    @Test(
        "Of a name with other letters the message can tell how browsers write it (RFC 3492)",
        arguments: [
            ("https://müller.example", "https://xn--mller-kva.example"),
            ("https://Bücher.Example:8443/", "https://xn--bcher-kva.example:8443"),
            ("https://例え.テスト", "https://xn--r8jz45g.xn--zckzah"),
            ("https://правда.example", "https://xn--80aafi6cg.example"),
            ("https://pile-of-💩.example", "https://xn--pile-of--cz45g.example"),
        ])
    func punycode(text: String, ascii: String) {
        #expect(BaseURL.asciiText(text) == ascii)
    }

    @Test(
        "Where no punycode would help, none is offered",
        arguments: ["https://x.example", "ftp://ü", "https://ü b", "ü"])
    func noPunycode(text: String) {
        #expect(BaseURL.asciiText(text) == nil)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "x", "https://", "ftp://x", "https://x/path", "https://user@x", "https://x:0", "https://x:65536",
            "https://x:", "https://x?q", "https://x y", "https://x;", "https://ü.example", "https://x//", "//x",
            "https://x:8443:1", "https://[::1",
        ])
    func invalid(text: String) {
        #expect(BaseURL(text) == nil)
    }
}
