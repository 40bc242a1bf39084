"""Puts the companion service behind the Jupyter server, by way of jupyter-server-proxy: `<base>/huntbook/health`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from .node import NodeMissing, find_node

HERE = Path(__file__).resolve().parent
COMMAND_FILE = "huntbook.cjs"
START_TIMEOUT_SECONDS = 30


def setup() -> dict[str, Any]:
    """What jupyter-server-proxy is to start on the first request. Source: its 4.6, `config.py`."""
    if os.name == "nt":
        # The proxy prints it as a warning and goes on.
        raise RuntimeError("The service of Huntbook does not run on Windows yet: use it in WSL, on Linux or on macOS.")
    return {
        # A function: what it finds out is known when the server runs, not when it reads its configuration.
        "command": command_line,
        "unix_socket": True,
        "timeout": START_TIMEOUT_SECONDS,
        "absolute_url": False,
        # A page that looks whether a run goes on would keep an idle server of a hub alive for ever.
        "update_last_activity": False,
        "launcher_entry": {"enabled": False},
    }


def command_line(unix_socket: str) -> list[str]:
    """What to start, as a template: the proxy formats it once more."""
    return [part.replace("{", "{{").replace("}", "}}") for part in program(unix_socket)]


def program(unix_socket: str) -> list[str]:
    """The service; or, when something is missing, a program in its place that answers every request with the reason."""
    try:
        return [
            find_node(),
            str(find_companion()),
            "serve",
            "--follow-parent",
            *("--socket", unix_socket),
            *("--root", str(server_root())),
            *("--python", sys.executable),
        ]
    except (CompanionMissing, NodeMissing) as reason:
        return [sys.executable, "-m", "huntbook.unavailable", unix_socket, str(reason)]


class CompanionMissing(Exception):
    """One sentence for the reader of the page: what is missing, and how to get it."""


def server_root() -> Path:
    """The folder whose notebooks the server shows; a process that it starts is not told."""
    try:
        from jupyter_server.serverapp import ServerApp

        if ServerApp.initialized():
            return Path(ServerApp.instance().root_dir).expanduser().resolve()
    except ImportError:
        # Another server than Jupyter's: it runs where its files are.
        pass
    return Path.cwd()


def find_companion() -> Path:
    """The command: as the environment says, in the wheel, or in a checkout that was built."""
    named = os.environ.get("HUNTBOOK_COMPANION")
    installed = [HERE / "companion" / COMMAND_FILE, HERE.parent / "companion" / "dist" / COMMAND_FILE]
    places = [Path(named)] if named else installed
    for place in places:
        if place.is_file():
            return place
    hint = "Correct HUNTBOOK_COMPANION." if named else "Install the wheel again; in a checkout: npm run build"
    raise CompanionMissing(f"The companion of Huntbook is not installed: there is no {places[0]}. {hint}")
