import ArgumentParser
import Testing
import Web

@testable import Nexus

@Suite("The nginx that runs")
struct RunningNginxTests {
    @Test("Of the title of a master process the places are taken, and of any other process nothing")
    func title() throws {
        let title = "nginx: master process /usr/sbin/nginx -p /x/ -e /x/error.log -c /x/nginx.conf -g daemon off;"
        let running = try #require(RunningNginx(1, title: title))
        #expect(running.places == ["-p", "/x/", "-e", "/x/error.log", "-c", "/x/nginx.conf"])
        #expect(RunningNginx(1, title: "nginx: worker process") == nil)
        #expect(RunningNginx(1, title: "/usr/sbin/nginx -c /x") == nil)
    }

    @Test("A dump is taken apart into its files; the site is the one with the workers' socket")
    func dump() {
        let dump = NginxDump(
            """
            nginx: test is successful
            # configuration file /etc/nginx/nginx.conf:
            events {
                worker_connections 768;
            }

            # configuration file /etc/nginx/conf.d/nexus.conf:
            # Made by: nexus nginx
            upstream nexus { server "unix:/run/nexus/nexus.sock"; }
            """)
        #expect(dump.files.map(\.path) == ["/etc/nginx/nginx.conf", "/etc/nginx/conf.d/nexus.conf"])
        #expect(dump.site(of: "/run/nexus/nexus.sock")?.path == "/etc/nginx/conf.d/nexus.conf")
        #expect(dump.site(of: "/run/other.sock") == nil)
        #expect(dump.connections == 768)
        #expect(NginxDump("").connections == 512)
    }

    @Test("Two texts differ by their lines, whatever the comments and blanks; also when only their order does")
    func difference() throws {
        #expect(NginxDump.difference("# a\n  x;\n\ny;", expected: "x;\n  y;\n# b") == nil)
        let found = try #require(NginxDump.difference("x;\nz;", expected: "x;\ny;"))
        #expect(found.missing == ["y;"] && found.strange == ["z;"])
        #expect(NginxDump.difference("x;\ny;", expected: "y;\nx;") != nil)
    }

    @Test("The limit of open files is read from what the system tells of a process")
    func limits() {
        #expect(
            RunningNginx.openFiles(in: "Max processes  5 6 x\nMax open files            1024  4096  files\n") == 1024)
        #expect(RunningNginx.openFiles(in: "") == nil)
    }

    // Attack 3
    @Test(
        "A machine that lets nginx hold too little is amiss, and in production so is one without a bound of connections"
    )
    func machine() {
        #expect(Finding("files", MachineCheck.files(NginxRoom(mostFiles: 1_024))).isAmiss)
        #expect(!Finding("files", MachineCheck.files(NginxRoom(mostFiles: 20_000))).isAmiss)
        #expect(Finding("firewall", MachineCheck.firewall(.production, "accept")).isAmiss)
        #expect(!Finding("firewall", MachineCheck.firewall(.production, "ct count over 100 reject")).isAmiss)
        #expect(!Finding("firewall", MachineCheck.firewall(.production, nil)).isAmiss)
        #expect(!Finding("firewall", MachineCheck.firewall(.development, "accept")).isAmiss)
    }

    // Case 25
    @Test("What made a site stands in its first line, and makes the same again")
    func maker() throws {
        let home = Home(path: Paths.absolute("\(#filePath)/../../.."))
        let settings = try Settings([
            "DATABASE_URL": "postgresql://x@localhost/y", "NEXUS_BASE_URL": "https://shop.example.com",
        ])
        for arguments in [
            [], ["--behind-tls", "127.0.0.1:8000", "--trusted-proxy", "10.0.0.0/8", "--monitor", "fd00::/8"],
            [
                "--also", "www.shop.example.com", "--certificate", "/a", "--certificate-key", "/b", "--https-listen",
                "444",
            ],
        ] {
            let text = try Nginx.parse(arguments).site(settings, home).site()
            let maker = try #require(text.firstMatch(of: /(?m)^# Made by: nexus nginx (.+)$/)?.1)
            let again = try Nginx.parse(maker.split(separator: " ").map(String.init)).site(settings, home).site()
            #expect(again == text)
        }
        #expect(throws: (any Error).self) { try Nginx.parse(["--also", "müller.example"]) }
        #expect(throws: (any Error).self) { try Nginx.parse(["--trusted-proxy", "proxy.example"]) }
    }
}
