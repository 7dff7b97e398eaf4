/// A file for systemd.
struct UnitFile: Equatable {
    /// Below /etc/systemd/system, such as `nexus.socket`.
    let name: String
    let text: String

    /// Everything that systemd has to know of a store, in the order in which it starts.
    static func all(_ site: UnitSite) -> [UnitFile] {
        [
            UnitFile(name: "nexus.socket", text: site.socketUnit),
            UnitFile(name: "nexus.service", text: site.serviceUnit),
            UnitFile(name: "nginx.service.d/nexus.conf", text: site.nginxDropIn),
        ]
    }
}
