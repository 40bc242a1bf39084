"""Marks the wheel with the platform whose native files scripts/wheel.mjs has put into it."""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlatformTag(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        tag = os.environ.get("HUNTBOOK_WHEEL_TAG")
        if tag is None:
            raise SystemExit("Build the wheel with `npm run wheel`: it puts the built parts in place first.")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{tag}"
