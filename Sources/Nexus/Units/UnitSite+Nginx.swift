import Web

extension UnitSite {
    /// What Debian's own nginx.service lacks.
    var nginxDropIn: String {
        """
        # For /etc/systemd/system/nginx.service.d/nexus.conf: added to the distribution's nginx.service.
        [Unit]
        # The socket is there before nginx, so that no visitor meets a 502 while the machine starts.
        Wants=nexus.socket
        After=nexus.socket

        [Service]
        # No SupplementaryGroups= here: nginx replaces them by those of its user. The socket has nginx's group instead.
        Restart=on-failure
        RestartSec=200ms
        # What nginx.conf asks for with worker_rlimit_nofile; see nginx/README.md.
        LimitNOFILE=\(EdgeLimit.openFiles)

        """
    }
}
