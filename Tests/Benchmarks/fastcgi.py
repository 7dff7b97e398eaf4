"""The least of a FastCGI client: one request on one connection."""

import secrets
import socket
import struct
from pathlib import Path

from ports import any_address

BEGIN_REQUEST, END_REQUEST, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6


def record(kind: int, content: bytes) -> bytes:
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def pair(name: str, value: str) -> bytes:
    encoded = [text.encode() for text in (name, value)]
    lengths = b"".join(
        struct.pack(">B", len(text)) if len(text) < 128 else struct.pack(">I", len(text) | 1 << 31) for text in encoded)
    return lengths + b"".join(encoded)


def ask(path: Path, target: str, cookie: str = "", form: bytes | None = None, script: str | None = None) -> bytes:
    """What the worker behind the socket `path` writes: head and body, as CGI has them."""
    parameters = {
        "REQUEST_ID": secrets.token_hex(16), "REQUEST_METHOD": "GET" if form is None else "POST",
        "REQUEST_URI": target, "SERVER_PROTOCOL": "HTTP/1.1", "HTTPS": "on", "REMOTE_ADDR": any_address(),
        "CONTENT_TYPE": "" if form is None else "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "" if form is None else str(len(form)),
        "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie, "HTTP_PROXY": "", "NEXUS_LABEL": "on",
    }
    if form is not None:
        parameters["HTTP_SEC_FETCH_SITE"] = "same-origin"
    if script is not None:
        parameters |= {"SCRIPT_FILENAME": script}
    with socket.socket(socket.AF_UNIX) as connection:
        # A worker under valgrind is slow; one that died leaves its callers waiting at the socket.
        connection.settimeout(60)
        connection.connect(str(path))
        connection.sendall(
            record(BEGIN_REQUEST, struct.pack(">HB5x", 1, 0))
            + record(PARAMS, b"".join(pair(name, value) for name, value in parameters.items())) + record(PARAMS, b"")
            + (record(STDIN, form) if form else b"") + record(STDIN, b""))
        answer = b""
        with connection.makefile("rb") as stream:
            while True:
                head = stream.read(8)
                if len(head) < 8:
                    raise ConnectionError("the worker hung up")
                _, kind, _, length, padding = struct.unpack(">BBHHBx", head)
                content = stream.read(length)
                stream.read(padding)
                if kind == STDOUT:
                    answer += content
                elif kind == END_REQUEST:
                    return answer
