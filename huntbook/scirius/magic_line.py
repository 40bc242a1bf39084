"""The first line of a `%%scirius` cell: what to ask for, of which time, and where to put it.

    %%scirius [events|alerts|count|terms|timeline] [FIELD] [--last 24h | --from TIME --to TIME]
              [--columns a,b | --columns all] [--limit N] [--interval 1h] [--as NAME] [--on CONNECTOR]
"""

from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass
from typing import NoReturn

from .errors import SciriusError

KINDS = ("events", "alerts", "count", "terms", "timeline")
DEFAULT_LIMITS = {"events": 1000, "alerts": 1000, "terms": 100}


class QueryLineError(SciriusError, ValueError):
    """The first line of the cell cannot be read."""

    code = "scirius.query-line"


@dataclass(frozen=True)
class QueryLine:
    """What the line says. `columns` is None for the usual ones and empty for all; times are as written."""

    kind: str
    field: str | None
    last: str | None
    from_time: str | None
    to_time: str | None
    columns: tuple[str, ...] | None
    limit: int
    interval: str | None
    variable: str
    connector: str | None
    written: str


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise QueryLineError(f"%%scirius: {message}. Usage: {' '.join(self.format_usage().split()[1:])}")


def _parser() -> _Parser:
    parser = _Parser(prog="%%scirius", add_help=False, allow_abbrev=False)
    parser.add_argument("kind", nargs="?", choices=KINDS, default="events")
    parser.add_argument("field", nargs="?")
    parser.add_argument("--last")
    parser.add_argument("--from", dest="from_time")
    parser.add_argument("--to", dest="to_time")
    parser.add_argument("--columns")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--interval")
    parser.add_argument("--as", dest="variable")
    parser.add_argument("--on", dest="connector")
    return parser


def read_query_line(line: str) -> QueryLine:
    """Raises `QueryLineError` with the usage."""
    try:
        words = shlex.split(line)
    except ValueError:
        raise QueryLineError("%%scirius: a quote on the first line has no end.") from None
    found = _parser().parse_args(words)
    _check(found)
    return QueryLine(
        kind=found.kind,
        field=found.field,
        last=found.last,
        from_time=found.from_time,
        to_time=found.to_time,
        columns=_columns(found.columns),
        limit=DEFAULT_LIMITS.get(found.kind, 1) if found.limit is None else found.limit,
        interval=found.interval,
        variable=found.variable or found.kind,
        connector=found.connector,
        written=line.strip(),
    )


def _check(found: argparse.Namespace) -> None:
    if found.kind == "terms" and found.field is None:
        raise QueryLineError("%%scirius terms needs a field: %%scirius terms http.hostname.")
    if found.kind != "terms" and found.field is not None:
        raise QueryLineError(f"%%scirius {found.kind} takes no field. The filter stands on the lines below.")
    if found.last is not None and (found.from_time is not None or found.to_time is not None):
        raise QueryLineError("%%scirius: either --last, or --from and --to.")
    if found.limit is not None and found.limit < 1:
        raise QueryLineError("%%scirius: --limit is 1 or more.")
    for name in (found.variable, found.connector):
        if name is not None and not name.isidentifier():
            raise QueryLineError(f"%%scirius: {name!r} is no name of a variable.")


def _columns(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    if text.strip() == "all":
        return ()
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise QueryLineError("%%scirius: --columns names no column.")
    return names
