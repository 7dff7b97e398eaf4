"""One nginx in front of everybody: the same parameters, buffers and time-outs as the store's own (nginx/fastcgi.conf)."""

import os
import re
import subprocess
import time
from pathlib import Path

from cluster import ROOT, WORKERS, progress
from peers import Peer
from ports import free_port

NGINX_WORKERS = os.cpu_count() or 2


class Web:
    """Starts all peers and an nginx with a port for each; runs from `with` to its end."""

    def __init__(self, directory: Path, peers: list[Peer]) -> None:
        self.directory = directory
        self.peers = peers
        self.ports = {peer.name: free_port() for peer in peers}
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Web":
        progress("starting nginx and the peers")
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self) -> None:
        for peer in self.peers:
            peer.start()
        configuration = self.directory / "nginx.conf"
        configuration.write_text(self.text())
        self.process = subprocess.Popen(
            ["nginx", "-c", configuration, "-e", self.directory / "nginx.log"], stdin=subprocess.DEVNULL)
        time.sleep(1)
        if self.process.poll() is not None:
            raise SystemExit((self.directory / "nginx.log").read_text())

    def __exit__(self, *_) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(10)
        for peer in self.peers:
            peer.stop()

    def text(self) -> str:
        shared = (ROOT / "nginx/fastcgi.conf").read_text()
        # As the store does it: a worker may be pinned by each kept connection, so there are fewer of those than workers.
        keeps = re.search(r"^\s*fastcgi_keep_conn\s+on;", shared, re.M)
        keepalive = f"keepalive {max(1, (WORKERS - 1) // NGINX_WORKERS)};" if keeps else ""
        servers = "\n".join(self.server(peer, keepalive) for peer in self.peers)
        # Only as root can nginx change its user; then it must keep it, to get into the directory of this run.
        user = "user root;" if os.geteuid() == 0 else ""
        temporary = "\n".join(
            f"{kind}_temp_path {self.directory}/nginx-{kind};"
            for kind in ("client_body", "fastcgi", "proxy", "scgi", "uwsgi"))
        return f"""
            {user}
            daemon off;
            pid {self.directory}/nginx.pid;
            error_log {self.directory}/nginx.log error;
            worker_processes {NGINX_WORKERS};
            events {{ worker_connections 1024; }}
            http {{
                {temporary}
                access_log off;
                client_body_buffer_size 64k;
                keepalive_requests 1000000;
                # Buyers come from many addresses.
                set_real_ip_from 127.0.0.1;
                real_ip_header X-Forwarded-For;
                # As in nginx/nexus.conf; nobody is held back here, where nothing is limited.
                map $limit_req_status $nexus_held_back {{ default ""; DELAYED 1; }}
                {servers}
            }}
        """

    def server(self, peer: Peer, keepalive: str) -> str:
        name = peer.name.replace(" ", "_")
        script = f"fastcgi_param SCRIPT_FILENAME {peer.script()};" if peer.script() else ""
        return f"""
            upstream {name} {{ server unix:{peer.socket}; {keepalive} }}
            server {{
                listen 127.0.0.1:{self.ports[peer.name]};
                location / {{
                    include {ROOT}/nginx/fastcgi.conf;
                    include {ROOT}/nginx/fastcgi-page.conf;
                    fastcgi_param NEXUS_LABEL {peer.label};
                    {script}
                    fastcgi_pass {name};
                }}
            }}
        """
