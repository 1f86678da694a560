"""A server on the loopback interface, for tests of what is read from the web."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None, str | None]]
    answers: dict[str, tuple[int, dict[str, str], bytes]]
    refusals: dict[str, list[int]]

    def do_GET(self) -> None:
        self.asked.append(
            (self.path, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        )
        if self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65_536)
            except OSError:
                return
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.1)
            return
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        if self.refusals.get(self.path):
            status, body = self.refusals[self.path].pop(0), b""
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it
        pass


class Site:
    """A server on the loopback interface that gives prepared answers and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.refusals: dict[str, list[int]] = {}
        shared = {"asked": self.asked, "answers": self.answers, "refusals": self.refusals}
        handler = type("Handler", (_Handler,), shared)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, path: str, body: str | bytes, media_type: str = "text/html", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (200, {"Content-Type": media_type} | headers, data)

    def refuse(self, path: str, *statuses: int) -> None:
        """Answers with these errors first, one a request, before what was put there."""
        self.refusals[path] = list(statuses)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def redirect(self, path: str, target: str) -> None:
        self.answers[path] = (302, {"Location": target}, b"")
