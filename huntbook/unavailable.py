"""Stands in for the companion service when it cannot be started: a page gets the reason, and not an error of the proxy."""

from __future__ import annotations

import json
import os
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

LOOK_SECONDS = 1.0


def handler_for(reason: str) -> type[BaseHTTPRequestHandler]:
    """Answers everything in the words of the service: 503 with code, message and nothing else."""
    body = json.dumps({"error": {"code": "SERVICE_UNSUPPORTED", "message": reason}}).encode()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            # To its end: the proxy makes an error of an answer that comes too early.
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(503)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "Cache-Control": "no-store",
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def address_string(self) -> str:
            # A socket of the file system has no address.
            return "local"

        def log_message(self, format: str, *args: object) -> None:
            # Addresses can hold tokens.
            pass

    return Handler


def main(socket: str, reason: str) -> None:
    """Serves until the process that started it is gone."""
    Path(socket).unlink(missing_ok=True)
    previous = os.umask(0o177)
    server = socketserver.ThreadingUnixStreamServer(socket, handler_for(reason))
    os.umask(previous)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
