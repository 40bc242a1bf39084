"""The `huntbook` command of the wheel: finds Node and becomes the companion."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .node import NodeMissing, find_node

COMPANION = Path(__file__).parent / "companion" / "huntbook.cjs"

CANNOT_START = 69
"""sysexits.h EX_UNAVAILABLE."""


def main() -> None:
    if os.name == "nt":
        sys.exit("Huntbook does not support Windows yet: use it in WSL, on Linux or on macOS.")
    if not COMPANION.exists():
        _fail("This is not a built wheel of Huntbook. In a checkout use companion/dist/huntbook.cjs, after npm run build.")
    try:
        node = find_node()
    except NodeMissing as error:
        _fail(str(error))
    # Signals and the exit status are then the companion's own.
    os.execv(node, [node, str(COMPANION), *sys.argv[1:]])


def _fail(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(CANNOT_START)


if __name__ == "__main__":
    main()
