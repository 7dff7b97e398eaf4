import FoundationEssentials
import Processes
import Testing
import Web

@testable import Nexus

@Suite("The nginx site")
struct NginxTests {
    /// The checkout that these tests are part of.
    static let home = Home(path: Paths.absolute("\(#filePath)/../../.."))

    func site(
        _ directory: UpDirectory, door: NginxDoor? = nil, also: [String] = [], front: NginxFront = NginxFront(),
        probe: String? = nil, entries: [NginxEntries.Route] = NginxEntries.routes
    ) throws -> NginxSite {
        let certificate = NginxDoor.Certificate(
            chain: Certificate(directory).certificate, key: Certificate(directory).key)
        return NginxSite(
            home: Self.home, baseURL: try #require(BaseURL("https://shop.example.com")), otherNames: also,
            door: door ?? .tls(["127.0.0.1:18443", "127.0.0.2:18443"], http: ["127.0.0.1:18080"], certificate),
            front: front, socket: "/run/nexus/worker.sock", probeSocket: probe, errorPages: "/pages",
            accessLog: directory.log("access"), errorLog: directory.log("error"), strictTransportSeconds: 60,
            entries: entries, maker: "test")
    }

    /// A directory that is gone when `body` is done.
    func withDirectory(_ body: (UpDirectory) throws -> Void) throws {
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
                probe: "\(directory.run)/probe.sock",
                front: NginxFront(trustedProxies: ["10.0.0.0/8", "fd00::/8"], monitors: ["192.0.2.7"]))
            try nginx.write()
            let (end, said) = try Launch(tools.nginx, ["-t"] + UpNginx.arguments(directory)).result()
            #expect(end == .exit(0))
            #expect(!said.contains("[warn]"))
        }
    }

    @Test(
        "Each door but that of pages and forms has a location with its own headers, which nginx takes; or there is none"
    )
    func entries() throws {
        try withDirectory { directory in
            try Certificate(directory).make()
            #expect(
                try !site(directory, entries: [("/", "page"), ("/", "form")]).site().contains("fastcgi-upload.conf"))
            let own = try site(
                directory,
                entries: [
                    ("/dashboard/products/{id}/files", "upload"), ("/logo", "page"), ("/logo", "upload"),
                    ("/payments", "webhook"), ("/api/orders", "api"), ("/api/orders", "api"),
                ])
            let path = "\(directory.nginx)/nexus.conf"
            try Files.write(own.site(), to: path)
            let text = try Files.contents(path)
            let method = #"{ if ($request_method !~ "^(GET|HEAD|POST)$") { return 405; } "#
            for (paths, name) in [
                ("/dashboard/products/[^/]+/files|/logo", "upload"), ("/payments", "webhook"), ("/api/orders", "api"),
            ] {
                let line = try #require(text.split(separator: "\n").first { $0.contains("/fastcgi-\(name).conf\"") })
                #expect(line.hasPrefix(#"    location ~ "^(\#(paths))/?$" \#(method)"#))
            }
            try Files.write(
                own.wrapper(site: path, runDirectory: directory.run, user: nil), to: "\(directory.nginx)/nginx.conf")
            let (end, said) = try Launch(UpTools().nginx, ["-t"] + UpNginx.arguments(directory)).result()
            #expect(end == .exit(0), "\(said)")
        }
    }

    @Test("A door that nginx has no file of headers for is refused, and so is an address behind two")
    func noEntry() throws {
        let files = try Files.names(in: Self.home.nginx)
        for routes: [NginxEntries.Route] in [
            [("/x", "telex")], [("/x", "form"), ("/x", "upload")], [("/x", "page"), ("/x", "api")],
            [("/x", "api"), ("/x", "webhook")],
        ] {
            #expect(throws: CommandFailure.self) { try NginxEntries.rows(of: routes, files: files) }
        }
        #expect(try NginxEntries.rows(of: Site.entries.map { ($0.pattern, $0.entry) }, files: files).isEmpty)
        let all = Set(Site.entries.map(\.entry)).union(["page", "api", "webhook", "upload"]).subtracting(["form"])
        #expect(all.allSatisfy { files.contains("fastcgi-\($0).conf") })
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

    @Test("Headers are added in headers.conf alone, and no location has a limit of its own: it would drop all others")
    func inOnePlace() throws {
        let files = try Files.names(in: Self.home.nginx).filter { $0.hasSuffix(".conf") }
        #expect(files.count > 10)
        for file in files {
            let statements = Self.statements(
                try Files.contents("\(Self.home.nginx)/\(file)"), within: file.hasPrefix("fastcgi") ? ["location"] : [])
            #expect(statements.count > 1)
            for (name, blocks) in statements {
                #expect(name != "add_header" || (file == "headers.conf" && blocks.isEmpty), "\(file)")
                let isLimit = ["limit_req", "limit_conn", "limit_req_zone", "limit_conn_zone"].contains(name)
                #expect(!isLimit || !blocks.contains("location"), "\(file)")
            }
        }
        let found = Self.statements(
            "server { location \"/a{\" { # {\n limit_req zone=x; } add_header A '};'; }", within: [])
        #expect(found.map(\.name) == ["server", "location", "limit_req", "add_header"])
        #expect(found.map(\.blocks) == [[], ["server"], ["server", "location"], ["server"]])
    }

    /// The first word of each directive, and of the blocks around it.
    private static func statements(
        _ text: String, within outer: [String]
    ) -> [(name: String, blocks: [String])] {
        let noise = /"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|\$\{[A-Z_.]+\}|(^|\s)#[^\n]*/
        let plain = text.replacing(noise) { $0.0.drop(while: \.isWhitespace).hasPrefix("#") ? " " : "x" }
        var (found, blocks, word) = ([(name: String, blocks: [String])](), outer, "")
        var isFirst = true
        for character in plain {
            switch character {
            case "{", ";":
                if !word.isEmpty { found.append((word, blocks)) }
                if character == "{" { blocks.append(word) }
                (word, isFirst) = ("", true)
            case "}":
                blocks = blocks.dropLast()
                (word, isFirst) = ("", true)
            case " ", "\n": if !word.isEmpty { isFirst = false }
            default: if isFirst { word.append(character) }
            }
        }
        return found
    }

    @Test(
        "A value that nginx would read as more than a word is refused", arguments: ["a;b", "a\"b", "$a", "a}b", "a\nb"])
    func dangerousValues(value: String) throws {
        let template = NginxTemplate("root \"${PLACE}\";")
        #expect(try template.filled(["PLACE": .list(["/with space"])]) == "root \"/with space\";")
        #expect(throws: CommandFailure.self) { try template.filled(["PLACE": .list([value])]) }
        #expect(throws: CommandFailure.self) { try template.filled([:]) }
    }

    @Test("The columns of a row stand together on a line, and one that a row has not is a mistake")
    func columns() throws {
        let template = NginxTemplate("${LIMIT.NAME} ${LIMIT.RATE} ${LIMIT.NAME} ${PLACE};")
        let rows = [["NAME": "page", "RATE": "1r/s"], ["NAME": "file", "RATE": "2r/s"]]
        #expect(
            try template.filled(["LIMIT": rows, "PLACE": .list(["x"])]) == "page 1r/s page x;\nfile 2r/s file x;")
        #expect(throws: CommandFailure.self) { try template.filled(["LIMIT": [["NAME": "a"]], "PLACE": .list(["x"])]) }
    }

    @Test(
        "Behind something that ends TLS there is no certificate, no way to https, and the store says https all the same"
    )
    func behindTLS() throws {
        try withDirectory { directory in
            let text = try site(directory, door: .behindTLS(["127.0.0.1:8000"]), also: ["www.example.com"]).site()
            #expect(text.contains("    listen 127.0.0.1:8000;\n"))
            #expect(!text.contains("ssl_certificate ") && !text.contains(" ssl http2"))
            #expect(!text.contains("@https") && text.contains("    default \"on\";"))
        }
    }

    @Test("Other names have a server of their own only if there are any; so have trusted proxies their lines")
    func namesAndProxies() throws {
        try withDirectory { directory in
            let plain = try site(directory).site()
            #expect(!plain.contains("@moved") && !plain.contains("set_real_ip_from"))
            let text = try site(
                directory, also: ["www.example.com"], front: NginxFront(trustedProxies: ["10.0.0.0/8", "fd00::1"])
            ).site()
            #expect(text.contains("server_name www.example.com;") && text.contains("location @moved"))
            #expect(text.contains("    set_real_ip_from  10.0.0.0/8;\n    set_real_ip_from  fd00::1;\n"))
            #expect(text.contains("    real_ip_header    X-Forwarded-For;"))
        }
    }

    @Test(
        "A network is an address with or without bits",
        arguments: [
            ("10.0.0.5", true), ("10.0.0.0/8", true), ("fd00::/8", true), ("::1", true), ("10.0.0", false),
            ("10.0.0.0/33", false), ("fd00::/129", false), ("a.b.c.d", false), ("", false), ("10.0.0.0/8/8", false),
            ("10.0.0.256", false), ("x::1", false),
        ])
    func networks(text: String, isNetwork: Bool) {
        #expect(NginxFront.isNetwork(text) == isNetwork)
    }
}
