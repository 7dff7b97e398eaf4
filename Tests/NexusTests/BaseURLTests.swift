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
