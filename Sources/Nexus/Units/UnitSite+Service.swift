extension UnitSite {
    /// `nexus serve` with its workers, allowed what it needs and nothing else.
    var serviceUnit: String {
        """
        [Unit]
        Description=Nexus: the workers
        Documentation=file:\(home)/nginx/README.md
        Requires=nexus.socket
        After=nexus.socket network.target postgresql.service
        # Tries for ever: a database that is away for an hour must not end the store for good.
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        ExecStart=\(home)/nexus serve
        # A rolling restart: each worker finishes its request, and the next is of the program that is now on the disk.
        ExecReload=/bin/kill -HUP $MAINPID
        WorkingDirectory=\(home)
        # Where these units put things; the file is to say the same, for the commands that an administrator runs.
        Environment=NEXUS_RUN_DIRECTORY=/run/nexus/workers NEXUS_SOCKET=/run/nexus/nexus.sock
        EnvironmentFile=\(environmentFile)
        User=\(user)
        Group=\(user)

        Restart=always
        RestartSec=1s
        # The settings are wrong; starting again does not mend them.
        RestartPreventExitStatus=78
        # `serve` tells its workers itself, and gives them time for the request in hand: at most NEXUS_REQUEST_DEADLINE,
        # ten seconds if not set, and two more. With a longer one, make this longer.
        KillMode=mixed
        TimeoutStopSec=20
        # One worker that takes too much memory is replaced; the others have done nothing.
        OOMPolicy=continue
        # A core file would have passwords and cookies in it.
        LimitCORE=0

        # Beside the socket and not around it: systemd gives a runtime directory and all in it to the service's user and
        # group, the socket as well, and then nginx could not open it any more.
        RuntimeDirectory=nexus/workers
        RuntimeDirectoryMode=0700

        \(confinement)
        [Install]
        WantedBy=multi-user.target
        Also=nexus.socket

        """
    }

    private var confinement: String {
        """
        # Files: everything is read-only but the directory above, and most is not to be seen.
        UMask=0077
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        PrivateMounts=yes
        DevicePolicy=closed
        ProtectProc=invisible
        ProcSubset=pid

        # The kernel: no part of it can be changed, and no privilege gained.
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        PrivateUsers=yes
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectClock=yes
        ProtectHostname=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        RemoveIPC=yes
        KeyringMode=private
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        # setpriv(1), by which `serve` starts each worker, sets capabilities though there are none, and insists.
        SystemCallFilter=capset
        # An answer that a library can live with, in place of the end of the process.
        SystemCallErrorNumber=EPERM

        # The network: PostgreSQL, over a unix socket or from here; elsewhere only where it was named. AF_NETLINK is how the
        # kernel is asked how many connections wait at the socket, for `nexus status`.
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        IPAddressDeny=any
        IPAddressAllow=\((["localhost"] + databaseAddresses).joined(separator: " "))

        """
    }
}
