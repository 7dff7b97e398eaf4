import ArgumentParser
import FoundationEssentials
import Glibc
import Processes
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

    @Test("Whoever only says that it is nginx is not believed: it would name what nginx loads when the doctor asks it")
    func fakeTitle() throws {
        let nginx = try #require(Executable.find("nginx"))
        let title = "nginx: master process \(nginx) -c /tmp/nexus-test-fake-\(getpid()).conf"
        let bash = try #require(Executable.find("bash"))
        let child = try Launch(bash, ["-c", "exec -a '\(title)' sleep 60"]).start()
        defer { child.stop(SIGKILL, patience: .seconds(5)) }
        try #require(comesTrue { (try? Files.contents("/proc/\(child.id)/cmdline"))?.hasPrefix(title) == true })
        #expect(!RunningNginx.all(of: nginx).seen.contains { $0.places.contains { $0.contains("nexus-test-fake") } })
    }

    @Test("A real one is found by its program, unless it is a stranger's")
    func realOne() throws {
        let nginx = try #require(Executable.find("nginx"))
        let stranger: [String?] = Machine.isRoot && Executable.find("setpriv") != nil ? ["www-data"] : []
        for user in [nil] + stranger {
            let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
            defer { try? FileManager.default.removeItem(atPath: directory) }
            chmod(directory, 0o777)
            let file = "\(directory)/nginx.conf"
            try Files.write("daemon off; pid \(directory)/pid; events {}", to: file, mode: 0o644)
            var launch = Launch(nginx, ["-p", directory, "-e", "\(directory)/error.log", "-c", file])
            launch.user = user
            let child = try launch.start()
            defer { child.stop(SIGTERM, patience: .seconds(10)) }
            let title = "nginx: master process \(nginx) "
            try #require(comesTrue { (try? Files.contents("/proc/\(child.id)/cmdline"))?.hasPrefix(title) == true })
            let isSeen = RunningNginx.all(of: nginx).seen.contains { $0.places.contains(file) }
            #expect(isSeen == (user == nil))
        }
    }

    /// Whether it does within a minute.
    private func comesTrue(_ condition: () -> Bool) -> Bool {
        for _ in 0..<6_000 {
            if condition() { return true }
            usleep(10_000)
        }
        return false
    }

    @Test("A process is root's or one's own altogether: a setuid program is called what whoever starts it likes")
    func owners() {
        let status = { (users: String) in "Name:\tnginx\nUid:\t\(users)\nGid:\t0\t0\t0\t0\n" }
        #expect(RunningNginx.isTrusted(status: status("0\t0\t0\t0"), by: 1000))
        #expect(RunningNginx.isTrusted(status: status("1000\t1000\t1000\t1000"), by: 1000))
        #expect(!RunningNginx.isTrusted(status: status("1000\t0\t0\t0"), by: 0))
        #expect(!RunningNginx.isTrusted(status: status("1001\t1001\t1001\t1001"), by: 1000))
        #expect(!RunningNginx.isTrusted(status: "", by: 0))
    }

    @Test("A program is nginx by its own file, also when a newer one is in its place, and by no other's name")
    func program() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Files.write("", to: "\(directory)/nginx-1")
        #expect(symlink("nginx-1", "\(directory)/nginx") == 0)
        #expect(RunningNginx.isSame("\(directory)/nginx-1", "\(directory)/nginx"))
        #expect(RunningNginx.isSame("\(directory)/nginx-1 (deleted)", "\(directory)/nginx"))
        #expect(!RunningNginx.isSame("\(directory)/nginx", "\(directory)/nginx"))
        #expect(!RunningNginx.isSame("/tmp/nginx-1", "\(directory)/nginx"))
    }

    @Test("In production it is amiss when no nginx leads to the store, unless one could not be looked at")
    func nothing() {
        let verdict = { (environment: Settings.Environment, hidden: Int, complaints: [String]) in
            RunningNginxCheck.nothing(environment, "/run/x.sock", hidden: hidden, complaints)
        }
        #expect(Finding("nginx", verdict(.production, 0, [])).isAmiss)
        #expect(
            Finding("nginx", verdict(.production, 0, ["[emerg] unknown directive"])).text.contains("unknown directive"))
        #expect(!Finding("nginx", verdict(.production, 1, [])).isAmiss)
        #expect(!Finding("nginx", verdict(.development, 0, [])).isAmiss)
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

    @Test(
        "The number of connections is read however the file is laid out, and not from a comment",
        arguments: [
            "events {\n\tworker_connections 768;\n\t# multi_accept on;\n}", "events { worker_connections 768; }",
            "events {worker_connections\t768 ;}", "# worker_connections 1;\nevents {\n worker_connections 768;\n}",
            "user x; # worker_connections 1;\nevents {\n    multi_accept on; worker_connections\n768;\n}",
        ])
    func connections(text: String) {
        #expect(NginxDump("# configuration file /etc/nginx/nginx.conf:\n\(text)").connections == 768)
    }

    @Test("A site is known by the socket it sends to, in quotes or not, and not by a comment or a longer name")
    func socket() {
        let site = { (text: String) in NginxDump("# configuration file /a:\n\(text)").site(of: "/run/x.sock") != nil }
        #expect(site("upstream a { server unix:/run/x.sock; }") && site("\tfastcgi_pass \"unix:/run/x.sock\";"))
        #expect(!site("# server \"unix:/run/x.sock\";") && !site("server unix:/run/x.sock2;"))
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
    @Test("An nginx that may hold too little is amiss, and what was not seen is not well")
    func room() {
        let verdict = { (connections: Int, files: Int?, room: NginxRoom) in
            Finding("room", RunningNginxCheck.room(connections: connections, openFiles: files, wanted: room))
        }
        let (production, poor) = (NginxRoom(mostFiles: .max), NginxRoom(mostFiles: 1_024))
        #expect(verdict(16_384, 40_960, production).text.hasPrefix("✓"))
        #expect(verdict(16_384, nil, production).text.hasPrefix("–"))
        #expect(verdict(768, nil, production).isAmiss)
        #expect(verdict(16_384, 1_024, production).isAmiss)
        #expect(verdict(512, 1_024, poor).isAmiss, "as much as the system allows, and too little all the same")
        #expect(!verdict(10_000, 20_000, NginxRoom(mostFiles: 20_000)).isAmiss)
    }

    // Attack 3
    @Test("In production a machine without a bound for the connections of one address is amiss")
    func machine() {
        #expect(Finding("firewall", MachineCheck.firewall(.production, "accept")).isAmiss)
        #expect(!Finding("firewall", MachineCheck.firewall(.production, "ct count over 100 reject")).isAmiss)
        #expect(!Finding("firewall", MachineCheck.firewall(.production, nil)).isAmiss)
        #expect(!Finding("firewall", MachineCheck.firewall(.development, "accept")).isAmiss)
    }

    @Test("A file that a site includes is found when it says something else than when the site was made")
    func snippets() throws {
        let directory = try #require(Files.makeTemporaryDirectory("/tmp/nexus-test-"))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let home = Home(path: directory)
        try Files.makeDirectory(home.nginx)
        for name in ["a.conf", "b.conf", "c.conf"] { try Files.write("# c\n\tx  1;\n", to: "\(home.nginx)/\(name)") }
        let site = "include \"\(home.nginx)/a.conf\";\n  include \"\(home.nginx)/b.conf\";\ninclude \"/other.conf\";"
        let now = try NginxSnippets(home, of: site)
        let then = NginxSnippets(lineOf: "# Made by: x\n\(now.line)\n\(site)")
        #expect(then == now && now.digests.keys.sorted() == ["a.conf", "b.conf"])
        #expect(NginxSnippets(lineOf: site).digests.isEmpty)
        let dump = { (a: String, b: String) in
            let mark = "# configuration file \(home.nginx)/"
            return NginxDump("\(mark)a.conf:\n\(a)\n\(mark)b.conf:\n\(b)")
        }
        #expect(then.changed(dump("x 1;", "# d\n x 1;\n"), home).isEmpty)
        #expect(then.changed(dump("x 1;", "x 2;"), home) == ["b.conf"])
        #expect(then.changed(NginxDump(""), home) == ["a.conf", "b.conf"])
    }

    @Test("A site names every file that it includes")
    func allSnippets() throws {
        let home = Home(path: Paths.absolute("\(#filePath)/../../.."))
        let settings = try Settings([
            "DATABASE_URL": "postgresql://x@localhost/y", "NEXUS_BASE_URL": "https://shop.example.com",
        ])
        let names = NginxSnippets(lineOf: try Nginx.parse([]).site(settings, home).site()).digests.keys.sorted()
        #expect(
            names == [
                "common.conf", "errors.conf", "fastcgi-page.conf", "fastcgi.conf", "headers.conf", "tls.conf",
            ])
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
