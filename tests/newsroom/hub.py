"""A WebSub hub on loopback: takes subscriptions, verifies them, and pushes with signatures."""

from __future__ import annotations

import hashlib
import hmac
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass
class Subscriber:
    """One who subscribed."""

    callback: str
    topic: str
    secret: str
    lease_seconds: int


@dataclass
class Hub:
    """`with Hub() as hub:`; `hub.url` is where to subscribe. `lease` is what it grants, in seconds."""

    lease: int = 864_000
    status: int = 202
    url: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)
    subscribers: list[Subscriber] = field(default_factory=list)

    def __enter__(self) -> Self:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                asked = dict(urllib.parse.parse_qsl(body))
                hub.requests.append({"content-type": self.headers["Content-Type"], **asked})
                self.send_response(hub.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hub"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def verify(self, asked: dict[str, str] | None = None, **changed: str) -> tuple[int, str]:
        """Go and ask whether the last (or this) request was meant; `changed` falsifies the question."""
        asked = asked or self.requests[-1]
        question = {
            "hub.mode": asked["hub.mode"],
            "hub.topic": asked["hub.topic"],
            "hub.challenge": "a fresh challenge",
            "hub.lease_seconds": str(self.lease),
        } | {f"hub.{name}": value for name, value in changed.items()}
        status, answer = call(f"{asked['hub.callback']}?{urllib.parse.urlencode(question)}")
        if status == 200 and answer == question["hub.challenge"] and asked["hub.mode"] == "subscribe":
            self.subscribers.append(
                Subscriber(asked["hub.callback"], asked["hub.topic"], asked["hub.secret"], self.lease)
            )
        return status, answer

    def push(self, body: bytes, *, method: str = "sha256", signature: str | None = None) -> int:
        """Deliver a document to the last subscriber, signed as `method` says or with this very signature."""
        there = self.subscribers[-1]
        signed = hmac.new(there.secret.encode(), body, getattr(hashlib, method)).hexdigest()
        headers = {"Content-Type": "application/rss+xml", "X-Hub-Signature": signature or f"{method}={signed}"}
        return call(there.callback, body, headers)[0]


def call(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and text of an answer, whatever it is."""
    request = urllib.request.Request(url, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
