extension UnitSite {
    /// The door: systemd owns it, so no connection is lost while `nexus serve` is restarted; they wait in its queue.
    var socketUnit: String {
        """
        # The socket that nginx sends requests to. systemd keeps it open while the workers come and go.
        [Unit]
        Description=Nexus: the socket of the workers
        Documentation=file:\(home)/nginx/README.md

        [Socket]
        ListenStream=/run/nexus/nexus.sock
        # Owner and group only. nginx gives its workers the groups of /etc/group and none of its unit, so the group is theirs.
        SocketUser=\(user)
        SocketGroup=\(nginxGroup)
        SocketMode=0660
        # Whoever may not open the socket can see nothing beside it either.
        DirectoryMode=0711
        # nginx answers 502 at once to what does not fit in the queue; net.core.somaxconn bounds it as well.
        Backlog=4096
        # One `nexus serve` for all connections, not a process for each.
        Accept=no
        RemoveOnStop=yes

        [Install]
        WantedBy=sockets.target

        """
    }
}
