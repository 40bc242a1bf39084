"""One query of a `%%scirius` cell: from its line and its filter to a value for a variable and a view of it."""

from __future__ import annotations

from typing import Any, Callable

from . import filters
from .client import MAX_PAGE, STATS_FIELDS, Events, EventsById, SciriusClient, TimeRange, sent
from .errors import FilterError, TimeError
from .frames import events_frame
from .magic_line import QueryLine
from .result_view import Asked, ResultView
from .times import duration, epoch_ms, now_ms
from .transport import MAX_REQUEST_LINE_BYTES

DEFAULT_LAST = "30d"
"""As Scirius has it when no time is given."""
USUAL_COLUMNS = {
    "events": "timestamp event_type src_ip src_port dest_ip dest_port proto app_proto flow_id".split(),
    "alerts": "timestamp src_ip src_port dest_ip dest_port proto alert.signature alert.category alert.severity alert.action flow_id".split(),
}
_CLUES = "alert.signature http.hostname http.url dns.rrname dns.query.rrname tls.sni ssh.client.software_version smb.filename fileinfo.filename".split()
"""Shown beside the usual columns of mixed events, where there are any."""
_PART_SIZES = (50, 20, 5, 1)


def time_range(line: QueryLine) -> TimeRange:
    """The absolute range, computed once. Raises `TimeError`."""
    to_ms = now_ms() if line.to_time is None else epoch_ms(line.to_time)
    if line.from_time is not None:
        return _checked(TimeRange(epoch_ms(line.from_time), to_ms))
    return TimeRange(to_ms - round(duration(line.last or DEFAULT_LAST).total_seconds() * 1000), to_ms)


def run_query(line: QueryLine, text: str, lookup: Callable[[str], Any], client: SciriusClient, base: str | None = None) -> tuple[Any, ResultView]:
    """Asks, and gives the value and the view. `text` is the filter as written; `lookup` finds its `{{name}}`s."""
    time = time_range(line)
    return _KINDS[line.kind](line, text, lookup, client, base, time)


def _events(line: QueryLine, text: str, lookup: Any, client: SciriusClient, base: str | None, time: TimeRange) -> tuple[Any, ResultView]:
    ask = client.alerts if line.kind == "alerts" else client.events
    parts = _parts(text, lookup, client, time)
    if len(parts) == 1:
        found = ask([base, parts[0]], time, limit=line.limit)
    else:
        found = _of_parts([ask([base, part], time, limit=line.limit) for part in parts], line.limit)
    frame = events_frame(found.rows, _columns(line, found.rows))
    if "timestamp" in frame:
        import pandas as pd

        frame["timestamp"] = pd.to_datetime(frame["timestamp"], utc=True, format="ISO8601", errors="coerce")
    asked = _asked(line, parts[0] if len(parts) == 1 else text, client, time, found, base, hint="" if found.rows else _why_nothing(client, time))
    frame.attrs["huntbook"] = {"filter": asked.filter, "from_ms": time.from_ms, "to_ms": time.to_ms, "hits": found.hits, "truncated": found.truncated}
    shown = _columns(line, found.rows) or list(frame.columns)
    return frame, ResultView(asked, shown, [[_at(row, name) for name in shown] for row in found.rows[:MAX_SHOWN]])


MAX_SHOWN = 10_000
"""More rows than a view ever draws or counts."""


def _count(line: QueryLine, text: str, lookup: Any, client: SciriusClient, base: str | None, time: TimeRange) -> tuple[Any, ResultView]:
    text = filters.expanded(text, lookup)
    hits = client.count([base, text], time)
    found = Events([], hits, hits_capped=False, server=client.server)
    return hits, ResultView(_asked(line, text, client, time, found, base), (), ())


def _terms(line: QueryLine, text: str, lookup: Any, client: SciriusClient, base: str | None, time: TimeRange) -> tuple[Any, ResultView]:
    import pandas as pd

    name = line.field or ""
    text = filters.expanded(text, lookup)
    values = client.unique_values(name, [base, text], time, size=line.limit)
    hint = ""
    if not values and name in STATS_FIELDS and client.server != "embedded":
        values = client.alert_values(name, [base, text], time, size=line.limit)
        hint = f"Scirius counts values of {name} in alerts only"
    rows = [[value.get("key"), value.get("doc_count")] for value in values]
    found = Events([], sum(int(count or 0) for _, count in rows), hits_capped=False, server=client.server)
    hint = hint if rows else "No values: Scirius has none for numbers, dates and fields that no event holds"
    view = ResultView(_asked(line, text, client, time, found, base, hint), (name, "events"), rows)
    return pd.DataFrame(rows, columns=[name, "events"]), view


def _timeline(line: QueryLine, text: str, lookup: Any, client: SciriusClient, base: str | None, time: TimeRange) -> tuple[Any, ResultView]:
    import pandas as pd

    interval = None if line.interval is None else int(duration(line.interval).total_seconds())
    text = filters.expanded(text, lookup)
    buckets = client.timeline([base, text], time, interval)
    found = Events([], sum(count for _, count in buckets), hits_capped=False, server=client.server)
    frame = pd.DataFrame({"time": pd.to_datetime([start for start, _ in buckets], unit="ms", utc=True), "events": [count for _, count in buckets]})
    rows = [[stamp.isoformat(), count] for stamp, count in zip(frame["time"], frame["events"].tolist())]
    return frame, ResultView(_asked(line, text, client, time, found, base), ("time", "events"), rows)


_KINDS = {"events": _events, "alerts": _events, "count": _count, "terms": _terms, "timeline": _timeline}


def _asked(line: QueryLine, text: str, client: SciriusClient, time: TimeRange, found: Events, base: str | None, hint: str = "") -> Asked:
    return Asked(
        kind=line.kind,
        # As it was asked, so that it can be asked again; a list too long for one request stays a name.
        filter=filters.joined(base, text),
        from_ms=time.from_ms,
        to_ms=time.to_ms,
        hits=found.hits,
        hits_capped=found.hits_capped,
        fetched=len(found.rows),
        server=found.server,
        address=client.transport.settings.base_url,
        variable=line.variable,
        hint=hint,
        field=line.field,
        line=line.written,
    )


def _parts(text: str, lookup: Callable[[str], Any], client: SciriusClient, time: TimeRange) -> list[str]:
    """The filter, or several of which one must hold, when its one long list does not fit into a request."""
    whole = filters.expanded(text, lookup)
    if _fits(whole, client, time):
        return [whole]
    names = filters.placeholders(text)
    lists = [name for name in names if not isinstance(lookup(name), (str, bytes)) and hasattr(lookup(name), "__iter__")]
    if len(lists) != 1:
        # The transport says how long it is and what to do.
        return [whole]
    values = list(dict.fromkeys(lookup(lists[0])))
    for size in _PART_SIZES:
        groups = [values[start : start + size] for start in range(0, len(values), size)]
        texts = [filters.expanded(text, lambda name, group=group: group if name == lists[0] else lookup(name)) for group in groups]
        if all(_fits(part, client, time) for part in texts):
            return texts
    raise FilterError(f"A value of {lists[0]} is too long for a request.")


def _fits(text: str, client: SciriusClient, time: TimeRange) -> bool:
    params = {"page_size": MAX_PAGE, "qfilter": sent(text), **time.params()}
    # Room for the base filter's parentheses and the longest path.
    return client.transport.request_line_bytes("rest/rules/es/events_tail", params) + 64 <= MAX_REQUEST_LINE_BYTES


def _of_parts(parts: list[Events], limit: int) -> Events:
    """Events of several filters, newest first, each once. An event may match two parts, so hits are the most there can be."""
    found = EventsById()
    for part in parts:
        found.add(part)
    rows = sorted(found.rows, key=lambda row: str(row.get("@timestamp", row.get("timestamp", ""))), reverse=True)
    complete = not any(part.truncated for part in parts)
    hits = len(rows) if complete else max(len(rows), sum(part.hits for part in parts))
    return Events(rows[:limit], hits, hits_capped=any(part.hits_capped for part in parts), server=found.server)


def _columns(line: QueryLine, rows: list[dict[str, Any]]) -> list[str] | None:
    if line.columns is not None:
        return list(line.columns) or None
    clues = [name for name in _CLUES if any(_at(row, name) is not None for row in rows)] if line.kind == "events" else []
    return [*USUAL_COLUMNS[line.kind], *clues]


def _at(row: Any, name: str) -> Any:
    if name in row:
        return row[name]
    for key in name.split("."):
        row = row.get(key) if isinstance(row, dict) else None
    return row


def _why_nothing(client: SciriusClient, time: TimeRange) -> str:
    events = client.count(None, time)
    if events == 0:
        return "There is no event at all in this time range"
    return f"{events:,} events lie in this time range, and none matches the filter"


def _checked(time: TimeRange) -> TimeRange:
    if time.from_ms >= time.to_ms:
        raise TimeError("The time range ends before it begins.")
    return time
