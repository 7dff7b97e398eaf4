"""What `nexus nginx` prints for a real site, run by an nginx of its own; and a second nginx to stand in front of it."""

import subprocess
import tempfile
from pathlib import Path

from client import secrets
from leaks import found_in
from store import Store, free_port, nexus, wait_until

FRAME = """
user root;
daemon off;
pid "{directory}/nginx.pid";
error_log "{directory}/error.log" alert;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path "{directory}/body";
    fastcgi_temp_path "{directory}/fastcgi";
    proxy_temp_path "{directory}/proxy";
    scgi_temp_path "{directory}/scgi";
    uwsgi_temp_path "{directory}/uwsgi";
    access_log off;
{site}
}}
"""
PROXY = """
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate "{certificate}";
        ssl_certificate_key "{key}";
        location / {{
            proxy_pass {scheme}://127.0.0.1:{inner};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_http_version 1.1;
        }}
    }}
"""


class Nginx:
    """An nginx with the text of a site, on ports of its own, for the time of a `with`."""

    def __init__(self, store: Store) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="nexus-nginx-")
        self.directory = Path(self.place.name)
        self.https_port, self.http_port = free_port(), free_port()
        self.url = f"https://localhost:{self.https_port}"
        self.certificate, self.key = store.directory / "tls/certificate.pem", store.directory / "tls/key.pem"

    def site(self) -> str:
        raise NotImplementedError

    def __enter__(self):
        path = self.directory / "nginx.conf"
        path.write_text(FRAME.format(directory=self.directory, site=self.site()))
        self.process = subprocess.Popen(
            ["nginx", "-p", self.directory, "-e", self.directory / "error.log", "-c", path], stderr=subprocess.PIPE)
        wait_until(self._runs, 10, "nginx listens")
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.process.stderr.close()
        logs = [log.read_text(errors="replace") for log in self.directory.glob("*.log")]
        self.place.cleanup()
        assert set().union(*(found_in(log, secrets) for log in logs)) == set()

    def log(self) -> str:
        return (self.directory / "access.log").read_text()

    def _runs(self) -> bool:
        assert self.process.poll() is None, self.process.stderr.read().decode()
        return (self.directory / "nginx.pid").exists()


class Printed(Nginx):
    """The site of `store`, as `nexus nginx` prints it with `options`; `changes` are made to the text."""

    def __init__(self, store: Store, *options: str, base_url: str = "", behind_tls: bool = False,
                 changes: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(store)
        self.store, self.options, self.changes = store, options, changes
        self.base_url, self.behind_tls = base_url or store.url, behind_tls

    def site(self) -> str:
        listen = [f"--behind-tls=127.0.0.1:{self.https_port}"] if self.behind_tls else [
            f"--https-listen=127.0.0.1:{self.https_port}", f"--http-listen=127.0.0.1:{self.http_port}",
            f"--certificate={self.certificate}", f"--certificate-key={self.key}"]
        done = nexus(
            "nginx", *listen, f"--error-pages={self.store.directory}/error-pages",
            f"--access-log={self.directory}/access.log", f"--error-log={self.directory}/error.log", *self.options,
            **self.store.settings() | {"NEXUS_BASE_URL": self.base_url})
        assert done.returncode == 0, done.stderr
        text = done.stdout
        for old, new in self.changes:
            assert old in text
            text = text.replace(old, new)
        return text


class Proxy(Nginx):
    """Ends TLS in front of another port of this machine and says for whom it asks."""

    def __init__(self, store: Store, inner: int, scheme: str) -> None:
        super().__init__(store)
        self.inner, self.scheme = inner, scheme

    def site(self) -> str:
        return PROXY.format(
            port=self.https_port, certificate=self.certificate, key=self.key, scheme=self.scheme, inner=self.inner)
