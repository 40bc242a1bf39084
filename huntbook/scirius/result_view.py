"""What a `%%scirius` cell shows and what the notebook keeps of it: a table of at most 200 rows, and what was asked."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Mapping, Sequence

MIME_TYPE = "application/vnd.huntbook.events+json"
MAX_ROWS = 200
MAX_BYTES = 1_000_000
_MAX_CELL_CHARS = 2_000
_TEXT_WIDTH = 40
_TEXT_LINE = 400
_RESERVED_BYTES = 60_000
"""For captions, column names and the query itself."""
_TEXT_ROWS = 60


@dataclass(frozen=True)
class Asked:
    """One query and its answer, without the events: all that is needed to ask again."""

    kind: str
    filter: str
    from_ms: int
    to_ms: int
    hits: int
    hits_capped: bool
    fetched: int
    server: str
    address: str
    variable: str
    hint: str = ""
    field: str | None = None
    line: str = ""

    def sentence(self) -> str:
        """For people: which range, how many, whether all, from where."""
        more = " or more" if self.hits_capped else ""
        amount = f"{self.hits:,}{more} {'event' if self.hits == 1 and not more else 'events'}"
        shown = f"{self.fetched:,} of {amount}" if self.kind in ("events", "alerts") and self.fetched != self.hits else amount
        where = f"{self.address} (embedded Scirius)" if self.server == "embedded" else self.address
        parts = [f"{shown}, {utc(self.from_ms)} to {utc(self.to_ms)}, {where}, in {self.variable}"]
        return ". ".join([*parts, self.hint]) if self.hint else parts[0]


@dataclass(frozen=True)
class ResultView:
    """Draws itself in notebooks. Values are an attacker's text: escaped in HTML, made visible in plain text."""

    asked: Asked
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]] = field(repr=False)

    def __repr__(self) -> str:
        return "\n".join([*self._text_lines(), visible(self.asked.sentence())])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        rows = [[_plain(value) for value in row] for row in self.rows[:MAX_ROWS]]
        html_rows: list[str] = []
        text = repr(self)
        left = MAX_BYTES - _RESERVED_BYTES - 2 * len(text.encode("utf-8", "replace"))
        for row in rows:
            html_row = f"<tr>{''.join(f'<td>{html.escape(visible(_shown(value)))}</td>' for value in row)}</tr>"
            # As a notebook stores it: a JSON text within JSON.
            left -= len(json.dumps([html_row, row], ensure_ascii=False).encode("utf-8", "replace"))
            if left < 0:
                break
            html_rows.append(html_row)
        return {
            "text/plain": text,
            "text/html": self._html(html_rows),
            MIME_TYPE: {"version": 1, "asked": self._asked(), "columns": list(self.columns), "rows": rows[: len(html_rows)]},
        }

    def _asked(self) -> Mapping[str, Any]:
        asked = self.asked
        return {
            "kind": asked.kind,
            "line": asked.line,
            "filter": asked.filter,
            "field": asked.field,
            "from_ms": asked.from_ms,
            "to_ms": asked.to_ms,
            "hits": asked.hits,
            "hits_capped": asked.hits_capped,
            "fetched": asked.fetched,
            "server": asked.server,
            "address": asked.address,
            "variable": asked.variable,
            "hint": asked.hint,
        }

    def _html(self, rows: Sequence[str]) -> str:
        caption = f"<p>{html.escape(visible(self.asked.sentence()))}</p>"
        if not rows:
            return caption
        head = "".join(f"<th>{html.escape(visible(name))}</th>" for name in self.columns)
        more = f"<p>The first {len(rows)} of {len(self.rows):,} rows.</p>" if len(rows) < len(self.rows) else ""
        return f"{caption}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}"

    def _text_lines(self) -> list[str]:
        rows = [[_cut(visible(_shown(value))) for value in row] for row in self.rows[:_TEXT_ROWS]]
        if not rows:
            return []
        names = [_cut(visible(name)) for name in self.columns]
        widths = [max(len(cell) for cell in column) for column in zip(names, *rows)]
        lines = [_line(row, widths) for row in [names, *rows]]
        left = len(self.rows) - len(rows)
        return [*lines, f"… {left:,} more rows"] if left > 0 else lines


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
    return line if len(line) <= _TEXT_LINE else f"{line[: _TEXT_LINE - 1]}…"


def utc(ms: int) -> str:
    """A point in time for people, to the second."""
    return datetime.fromtimestamp(ms / 1000, tz=timezone.utc).strftime("%Y-%m-%d %H:%M:%SZ")


def visible(text: str) -> str:
    """Control, format and surrogate characters as escapes: none may move a cursor, or turn the direction of a line."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else character.encode("unicode_escape").decode() for character in text)


def _plain(value: Any) -> Any:
    """A JSON value, bounded. Integers that a browser would round are texts."""
    if value is None or value != value:
        return None
    if isinstance(value, bool) or isinstance(value, float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    return _shown(value)


def _shown(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else str(value)
    # Half a pair of surrogates cannot be stored.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _MAX_CELL_CHARS else f"{text[:_MAX_CELL_CHARS]}…"


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_WIDTH else f"{text[: _TEXT_WIDTH - 1]}…"
