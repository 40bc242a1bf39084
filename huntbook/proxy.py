"""What jupyter-server-proxy asks for: how the companion is started behind Jupyter Server, on its first use."""

from __future__ import annotations

import sys
from typing import Any

START_SECONDS = 20
"""A cold Node on a busy machine; the default of the proxy is 5."""


def companion() -> dict[str, Any]:
    """The service at `<base>/huntbook/`, on a socket that only this user can open. Node is looked for when it starts."""
    return {
        "command": [
            *(sys.executable, "-m", "huntbook.command", "serve"),
            *("--socket", "{unix_socket}", "--python", sys.executable, "--follow-parent"),
        ],
        "unix_socket": True,
        "timeout": START_SECONDS,
        "absolute_url": False,
        # Else the polling of open pages would keep an idle server of a hub alive for ever.
        "update_last_activity": False,
        "launcher_entry": {"enabled": False},
    }
