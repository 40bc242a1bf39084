"""Points in time as epoch milliseconds, computed once, so that a query can be asked again for the very same range."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from .errors import TimeError

DEFAULT_DELTA = timedelta(days=30)
_DURATION = re.compile(r"^\s*(\d+)\s*(s|m|min|h|d|w)\s*$", re.IGNORECASE)
_UNITS = {"s": "seconds", "m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SMALLEST_MS = 100_000_000_000
"""Below it (March 1973) a whole number is seconds by mistake: Suricata did not exist."""


def now_ms() -> int:
    """The present, in epoch milliseconds."""
    return int(datetime.now(timezone.utc).timestamp() * 1000)


def duration(text: str) -> timedelta:
    """`90m`, `24h`, `7d`, `2w`: a number and a unit."""
    found = _DURATION.match(text)
    if found is None:
        raise TimeError(f"{text!r} is no duration. Write a number and a unit: 90m, 24h, 7d or 2w.")
    return timedelta(**{_UNITS[found[2].lower()]: int(found[1])})


def epoch_ms(value: Any) -> int:
    """A point in time as epoch milliseconds (int).

    Takes epoch milliseconds, datetimes, and texts such as `2024-04-18T10:00:00Z`; what names no time zone is local time,
    as in the original connector. Unlike there an aware time keeps its own zone (facts/scirius §2.2).
    """
    if isinstance(value, bool) or value is None:
        raise TypeError(f"A point in time is a text, a datetime or epoch milliseconds, not {value!r}.")
    if isinstance(value, (int, float)):
        return _checked_ms(value)
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, datetime):
        # Naive datetimes are local time: so does `timestamp()` read them.
        return round(value.timestamp() * 1000)
    raise TypeError(f"A point in time is a text, a datetime or epoch milliseconds, not {type(value).__name__}.")


def _checked_ms(value: float) -> int:
    if value != value or value in (float("inf"), float("-inf")) or value < 0:
        raise TimeError(f"{value!r} is no point in time in epoch milliseconds.")
    if 0 < value < _SMALLEST_MS:
        raise TimeError(f"{value!r} would be a time in 1973 or before: epoch milliseconds are expected, not seconds.")
    return int(value)


def _from_text(text: str) -> int:
    stripped = text.strip()
    # A year has four digits and a date eight; anything longer is epoch milliseconds, and so is the epoch itself.
    if stripped == "0" or (stripped.isascii() and stripped.isdigit() and len(stripped) > 8):
        return _checked_ms(int(stripped))
    try:
        return epoch_ms(_parsed(stripped))
    except (ValueError, OverflowError):
        raise TimeError(f"{text!r} is no point in time. Write it as 2024-04-18T10:00:00Z.") from None


def _parsed(text: str) -> datetime:
    try:
        from dateutil import parser
    except ImportError:
        # dateutil comes with pandas; without it ISO 8601 must do.
        return datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))
    return parser.parse(text)
