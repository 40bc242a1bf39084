"""A Scirius that misbehaves on purpose: each path answers what a test tells it to, and every request is kept."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Iterator
from urllib.parse import parse_qs, urlsplit

TOKEN = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Asked:
    path: str
    params: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    body: Any = None
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    def bytes(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


Answer = Callable[[Asked], Reply]


@dataclass
class FakeScirius:
    url: str
    asked: list[Asked]


@contextmanager
def fake_scirius(answer: Answer) -> Iterator[FakeScirius]:
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            params = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            request = Asked(parts.path, params, {name.lower(): value for name, value in self.headers.items()})
            asked.append(request)
            reply = answer(request)
            body = reply.bytes()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body) + (10 if reply.cut else 0)))
            self.send_header("Connection", "close")
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield FakeScirius(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Store:
    """Events with an `@timestamp` in epoch ms, answered as Scirius answers: inclusive bounds, newest first, a wall."""

    events: list[dict[str, Any]]
    wall: int = 10_000

    def __call__(self, asked: Asked) -> Reply:
        start, end = int(asked.params["from_date"]), int(asked.params["to_date"])
        found = sorted((e for e in self.events if start <= e["ms"] <= end), key=lambda e: -e["ms"])
        if "events_timeline" in asked.path:
            interval = int(asked.params.get("interval", 0)) * 1000 or max((end - start) // 100, 1)
            counts: dict[int, int] = {}
            for event in found:
                bucket = start + (event["ms"] - start) // interval * interval
                counts[bucket] = counts.get(bucket, 0) + 1
            buckets = [{"key": key, "doc_count": count} for key, count in sorted(counts.items())]
            return Reply({"aggregations": {"date": {"buckets": buckets}}})
        size = int(asked.params.get("page_size", 30))
        return Reply({"count": min(len(found), self.wall), "next": None, "previous": None, "results": found[:size]})
