import ArgumentParser
import Testing

@testable import Nexus

@Suite("Units for systemd")
struct UnitsTests {
    @Test("Three files, in the order in which they start, and what differs between servers stands in them")
    func files() throws {
        let site = try UnitSite.parse([
            "--home", "/srv/nexus", "--user", "shop", "--nginx-group", "web", "--environment-file", "/etc/shop.env",
            "--database-address", "10.0.0.5",
        ])
        let files = UnitFile.all(site)
        #expect(files.map(\.name) == ["nexus.socket", "nexus.service", "nginx.service.d/nexus.conf"])
        let (socket, service) = (files[0].text, files[1].text)
        for line in ["SocketUser=shop", "SocketGroup=web", "SocketMode=0660", "Backlog=4096"] {
            #expect(socket.contains(line))
        }
        for line in ["User=shop", "/srv/nexus/nexus serve", "EnvironmentFile=/etc/shop.env", "10.0.0.5"] {
            #expect(service.contains(line))
        }
        #expect(files[2].text.contains("\nLimitNOFILE=40960\n"))
        #expect(files.allSatisfy { $0.text.hasPrefix("[") || $0.text.hasPrefix("#") })
    }

    @Test(
        "A value that systemd would read as something else is refused",
        arguments: [
            ["--home", "opt/nexus"], ["--home", "/opt/a b"], ["--home", "/opt/%n"], ["--user", "-x"],
            ["--user", "a\nUser=root"], ["--nginx-group", ""], ["--database-address", "10.0.0.5 any"],
        ])
    func refused(arguments: [String]) {
        #expect(throws: (any Error).self) { try UnitSite.parse(arguments).validate() }
    }
}
