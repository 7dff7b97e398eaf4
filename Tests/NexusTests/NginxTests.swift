import FoundationEssentials
import Processes
import Testing

@testable import Nexus

@Suite("The nginx site")
struct NginxTests {
    /// The checkout that these tests are part of.
    private static let home = Home(path: Paths.absolute("\(#filePath)/../../.."))

    private func site(_ directory: UpDirectory, probe: String? = nil, errorPages: String = "/pages") throws -> NginxSite
    {
        NginxSite(
            home: Self.home, baseURL: try #require(BaseURL("https://shop.example.com")), names: ["shop.example.com"],
            httpsAddresses: ["127.0.0.1:18443", "127.0.0.2:18443"], httpAddresses: ["127.0.0.1:18080"],
            certificate: Certificate(directory).certificate, certificateKey: Certificate(directory).key,
            socket: "/run/nexus/worker.sock", probeSocket: probe, errorPages: errorPages,
            accessLog: directory.log("access"), errorLog: directory.log("error"), strictTransportSeconds: 60)
    }

    /// A directory that is gone when `body` is done.
    private func withDirectory(_ body: (UpDirectory) throws -> Void) throws {
        let path = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let directory = UpDirectory(path)
        try directory.make()
        try body(directory)
    }

    @Test("Filled in, no name in capitals is left outside of comments, and nginx's own variables stay")
    func nothingLeft() throws {
        try withDirectory { directory in
            let site = try site(directory)
            let wrapper = try site.wrapper(site: "/x/nexus.conf", runDirectory: directory.run, user: nil)
            for text in [try site.site(), wrapper] {
                let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }
                #expect(code.allSatisfy { !$0.contains("${") })
            }
            #expect(try site.site().contains("return 301 https://shop.example.com$request_uri;"))
        }
    }

    @Test("A name with several values repeats its line, one with none takes it away")
    func lists() throws {
        try withDirectory { directory in
            let text = try site(directory).site()
            #expect(text.contains("listen 127.0.0.1:18443 ssl http2;\n    listen 127.0.0.2:18443 ssl http2;\n"))
            #expect(!text.contains("listen \"unix:"))
            #expect(try site(directory, probe: "/run/probe.sock").site().contains("listen \"unix:/run/probe.sock\";"))
        }
    }

    @Test("nginx takes the whole configuration, without a warning")
    func nginxTakesIt() throws {
        try withDirectory { directory in
            try Certificate(directory).make()
            let tools = try UpTools()
            let nginx = UpNginx(
                directory, Self.home, tools, ports: (https: 18443, http: 18080), socket: "\(directory.run)/worker.sock",
                probe: "\(directory.run)/probe.sock")
            try nginx.write()
            let (end, said) = try Launch(tools.nginx, ["-t"] + UpNginx.arguments(directory)).result()
            #expect(end == .exit(0))
            #expect(!said.contains("[warn]"))
        }
    }

    @Test("There is an error page for every status that nginx may show one for")
    func everyErrorHasAPage() throws {
        try withDirectory { directory in
            try ErrorPages.write(to: directory.errorPages)
            let text = try Files.contents("\(Self.home.nginx)/errors.conf")
            let named = text.matches(of: /\/\.errors\/([0-9]{3})\.html/).map { String($0.1) }
            #expect(named.count > 15)
            for status in named {
                let page = try Files.contents("\(directory.errorPages)/\(status).html")
                #expect(page.contains(#"<!--# echo var="request_id" -->"#))
            }
        }
    }

    @Test("No location adds a header: it would drop all the others")
    func headersInOnePlace() throws {
        for file in ["nexus.conf", "common.conf", "tls.conf", "errors.conf", "fastcgi.conf", "nginx.conf"] {
            #expect(try !Files.contents("\(Self.home.nginx)/\(file)").contains("\n    add_header"))
        }
    }

    @Test(
        "A value that nginx would read as more than a word is refused", arguments: ["a;b", "a\"b", "$a", "a}b", "a\nb"])
    func dangerousValues(value: String) throws {
        let template = NginxTemplate("root \"${PLACE}\";")
        #expect(try template.filled(["PLACE": ["/with space"]]) == "root \"/with space\";")
        #expect(throws: CommandFailure.self) { try template.filled(["PLACE": [value]]) }
        #expect(throws: CommandFailure.self) { try template.filled([:]) }
    }
}
