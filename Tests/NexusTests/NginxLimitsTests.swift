import Processes
import Testing
import Web

@testable import Nexus

@Suite("What nginx lets one address ask for, and how much it can hold")
struct NginxLimitsTests {
    private let nginx = NginxTests()

    @Test(
        "A route's limit is a line of a map: one segment for what varies, HEAD like GET, and nothing but plain addresses"
    )
    func limitedRoutes() throws {
        let rows = try NginxLimits.rows(of: [
            ("POST", "/dashboard/products/{product id}/edit", .create), ("GET", "/a.b", .page),
        ])
        #expect(
            rows == [
                ["METHOD": "POST", "PATH": "/dashboard/products/[^/]+/edit", "LIMIT": "create"],
                ["METHOD": "(GET|HEAD)", "PATH": "/a[.]b", "LIMIT": "page"],
            ])
        for pattern in ["/a b", "/a$", "/(a)", "/a{b}", "/\""] {
            #expect(throws: CommandFailure.self) { try NginxLimits.rows(of: [("GET", pattern, .page)]) }
        }
        try nginx.withDirectory { directory in
            let text = try nginx.site(directory).site()
            #expect(text.contains(#"    "~^POST /checkout/[^/]+/?$" checkout;"#))
            #expect(text.contains("limit_req_zone  $nexus_key_password zone=nexus_password:10m rate=30r/m;"))
        }
    }

    @Test("The guide tells the limits as they are")
    func guide() throws {
        let guide = try Files.contents("\(NginxTests.home.nginx)/README.md").replacing(",", with: "")
        for (name, rate) in EdgeLimit.allCases.map({ ($0.rawValue, $0.rate) }) + [
            ("session", EdgeLimit.searchesOfSession)
        ] {
            #expect(guide.contains("\n| \(name) | \(rate.perMinute) | \(rate.atOnce) | \(rate.waiting) | "))
        }
        #expect(guide.contains("worker_connections \(EdgeLimit.connections);"))
        #expect(guide.contains("worker_rlimit_nofile \(EdgeLimit.openFiles);"))
        #expect(guide.contains("\(EdgeLimit.requestsAtOnce) requests of one address in hand"))
    }

    @Test(
        "Every number of a limit is one that nginx takes and a person can live with: nobody waits for more than half a minute"
    )
    func sensibleLimits() {
        for limit in EdgeLimit.allCases {
            #expect(limit.rate.atOnce > 0)
            #expect(limit.rate.waiting * 60 / limit.rate.perMinute <= 30)
        }
    }

    @Test("nginx may hold open what is wanted, or what the system allows, and room for the files of every connection")
    func room() {
        #expect(NginxRoom(mostFiles: 1_000_000) == NginxRoom(mostFiles: EdgeLimit.openFiles))
        #expect(NginxRoom(mostFiles: 1_000_000).connections == EdgeLimit.connections)
        #expect(NginxRoom(mostFiles: 20_000).connections == 10_000)
        #expect(NginxRoom(mostFiles: 0).openFiles == 1_024)
    }
}
