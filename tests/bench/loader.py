"""Loads a server with one request over and over, from a process of its own so that it takes no time from the server.

    python -m tests.bench.loader PORT PATH COOKIE CONNECTIONS SECONDS ACCEPT_ENCODING

prints as JSON: requests answered with 200 (and those before, to warm up), others, seconds, bytes of one body.
"""

import json
import socket
import sys
import threading
import time

from tests.official import BROWSER, PAGE

WARM_UP = 0.5


class Connection:
    """One kept-alive connection; sockets by hand, because a client library would cost as much as a page."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request = request
        self.answered = self.failed = self.size = 0

    def ask(self) -> None:
        self.socket.sendall(self.request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive()
        head, _, body = received.partition(b"\r\n\r\n")
        self.size = length = _length(head)
        remaining = length - len(body)
        while remaining > 0:
            remaining -= len(self._receive())
        if head.startswith(b"HTTP/1.1 200"):
            self.answered += 1
        else:
            self.failed += 1

    def _receive(self) -> bytes:
        received = self.socket.recv(65536)
        if not received:
            raise ConnectionError("the server hung up")
        return received


def load(port: int, request: bytes, connections: int, seconds: float) -> dict[str, float]:
    opened = [Connection(port, request) for _ in range(connections)]
    _all_ask(opened, WARM_UP)
    warming = sum(one.answered for one in opened)
    for one in opened:
        one.answered = one.failed = 0
    begun = time.perf_counter()
    _all_ask(opened, seconds)
    return {
        "answered": sum(one.answered for one in opened),
        "failed": sum(one.failed for one in opened),
        "warming": warming,
        "seconds": time.perf_counter() - begun,
        "size": opened[0].size,
    }


def _all_ask(opened: list[Connection], seconds: float) -> None:
    until = time.perf_counter() + seconds

    def ask(connection: Connection) -> None:
        while time.perf_counter() < until:
            connection.ask()

    threads = [threading.Thread(target=ask, args=[one]) for one in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError("an answer without Content-Length")


def _request(port: str, path: str, cookie: str, encoding: str) -> bytes:
    headers = {**BROWSER, **PAGE, "Host": f"127.0.0.1:{port}", "Cookie": cookie, "Accept-Encoding": encoding}
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode()


if __name__ == "__main__":
    port, path, cookie, connections, seconds, encoding = sys.argv[1:]
    print(json.dumps(load(int(port), _request(port, path, cookie, encoding), int(connections), float(seconds))))
