"""What the store would be if it put its SQL together from what people type: the same fields, a hole in each."""

import http.server
import subprocess
import threading
from urllib.parse import parse_qsl, urlsplit

from store import Store, clean_environment


class Injectable:
    """Answers on a loopback address; `with` starts and stops it. Its SQL may read the store's database, no more."""

    def __init__(self, store: Store) -> None:
        database = store.settings()["DATABASE_URL"]
        environment = clean_environment(PGOPTIONS="-c default_transaction_read_only=on")

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(urlsplit(self.path).query)

            def do_POST(self) -> None:
                self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

            def answer(self, fields: str) -> None:
                values = [value for _, value in parse_qsl(fields, keep_blank_values=True)]
                searches = [f"--command=SELECT role FROM users WHERE email = '{value}'" for value in values]
                done = subprocess.run(
                    ["psql", "-XqAt", "-d", database, *searches], env=environment, text=True, capture_output=True)
                page = f"<p>{done.stdout}</p><p>{done.stderr}</p>".encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self) -> "Injectable":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
