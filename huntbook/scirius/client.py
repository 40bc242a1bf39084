"""What can be asked of Scirius, with its pitfalls taken care of: paging, the wall at 10,000 events, and intervals.

Source of paths, parameters and limits: facts/scirius §1, facts/spike-scirius.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Mapping, Sequence

from .errors import FilterError, LossyOrdering, Refused, Truncated, warn
from .filters import joined
from .transport import Answer, Transport

API = "rest/rules/es"
MAX_PAGE = 10_000
"""The search engine's result window; page times page size may not exceed it."""
COUNT_CAP = 10_000
"""`count` never says more: the engine stops counting there, and Scirius does not say so."""
_MAX_BUCKETS = 10_000
_SLICE_TARGET = 9_000
STATS_FIELDS = frozenset("src_port dest_port alert.signature_id alert.severity http.length http.status vlan tunnel.depth".split())
"""Numbers that `field_stats` counts, of alerts only; `unique_values` has none. Source: facts/scirius §1.3."""
_SAFE_ORDERINGS = frozenset(("@timestamp", "timestamp", "event_type.keyword", "src_ip", "dest_ip", "proto.keyword", "flow_id"))

Progress = Callable[[int, int], None]
"""Called with (events so far, events expected)."""


@dataclass(frozen=True)
class TimeRange:
    """Inclusive on both sides, in epoch milliseconds."""

    from_ms: int
    to_ms: int

    def params(self) -> dict[str, int]:
        return {"from_date": self.from_ms, "to_date": self.to_ms}


@dataclass(frozen=True)
class Events:
    """Events, newest first unless ordered otherwise. `hits` is how many there are, as far as the server says:
    `hits_capped` is True when it stopped counting at 10,000.
    """

    rows: list[dict[str, Any]]
    hits: int
    hits_capped: bool
    server: str = field(default="Scirius")

    @property
    def truncated(self) -> bool:
        """Whether there are more events than rows."""
        return self.hits > len(self.rows) or (self.hits_capped and len(self.rows) <= COUNT_CAP <= self.hits)


Filter = str | Sequence[str | None] | None
"""What users wrote: one filter, several that must all hold, or none. Never yet in parentheses: that is done here."""


class SciriusClient:
    """Requests over a `Transport`. Filters are wrapped here, so callers hand in what the user wrote."""

    server = "Scirius"
    """Which kind of server gave the last answer: `Scirius`, or `embedded`."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

    def get(self, endpoint: str, params: Mapping[str, Any]) -> Answer:
        answer = self.transport.get(f"{API}/{endpoint}", params)
        self.server = server_kind(answer)
        return answer

    def events(
        self,
        wanted: Filter,
        time: TimeRange,
        *,
        limit: int = 1000,
        endpoint: str = "events_tail",
        ordering: str | None = None,
        progress: Progress | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> Events:
        """At most `limit` events. Past 10,000 the time range is asked for in slices, and each event counts once.

        Raises `FilterError` for a limit past 10,000 together with an ordering or a page: slices are newest first.
        """
        extra = dict(extra or {})
        if ordering is not None:
            extra["ordering"] = ordering
        ordering = str(extra["ordering"]) if "ordering" in extra else None
        _warn_of_losses(ordering)
        query = {"qfilter": sent(wanted), **extra}
        if limit > MAX_PAGE and (ordering not in (None, "-@timestamp") or "page" in extra):
            raise FilterError("More than 10,000 events come newest first and in one piece: leave ordering and page out.")
        if limit <= MAX_PAGE:
            return self._page(endpoint, query, time, limit)
        return self._sliced(endpoint, query, time, limit, progress)

    def alerts(self, wanted: Filter, time: TimeRange, **options: Any) -> Events:
        """As `events`, of alerts only."""
        return self.events(wanted, time, endpoint="alerts_tail", **options)

    def timeline(self, wanted: Filter, time: TimeRange, interval_s: int | None = None) -> list[tuple[int, int]]:
        """(start in epoch ms, events) of each bucket. The interval is never so small that it would harm the engine
        (facts/spike-scirius, "interval=0 is a weapon").
        """
        return self._timeline(sent(wanted), time, interval_s)

    def _timeline(self, qfilter: str, time: TimeRange, interval_s: int | None = None) -> list[tuple[int, int]]:
        smallest_s = -(-(time.to_ms - time.from_ms) // (1000 * _MAX_BUCKETS))
        params: dict[str, Any] = {"qfilter": qfilter, **time.params()}
        if interval_s is not None:
            params["interval"] = max(int(interval_s), smallest_s, 1)
        answer = self.get("events_timeline", params).value
        try:
            buckets = answer["aggregations"]["date"]["buckets"]
            return [(int(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
        except (KeyError, TypeError, ValueError):
            # Without any matching index the engine leaves the aggregation out.
            return []

    def count(self, wanted: Filter, time: TimeRange) -> int:
        """How many events match, exactly: the sum of a timeline, since `count` stops at 10,000."""
        return sum(count for _, count in self.timeline(wanted, time))

    def unique_values(self, field_name: str, wanted: Filter, time: TimeRange, *, size: int = 1000) -> list[dict[str, Any]]:
        """`{"key", "doc_count"}` of the most frequent values, most frequent first. Numbers have none in Scirius CE, which does
        not know `numbers`; the embedded one does.
        """
        params = {"field": field_name, "counts": "yes", "numbers": "yes", "size": size, "qfilter": sent(wanted), **time.params()}
        return self._values("unique_values", params)

    def alert_values(self, field_name: str, wanted: Filter, time: TimeRange, *, size: int = 1000) -> list[dict[str, Any]]:
        """The same for one of `STATS_FIELDS`, of alerts only."""
        return self._values("field_stats", {"field": field_name, "page_size": size, "qfilter": sent(wanted), **time.params()})

    def _values(self, endpoint: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = self.get(endpoint, params).value
        if not isinstance(rows, list):
            raise Refused("The answer about unique values is no list.")
        return rows

    def _page(self, endpoint: str, query: Mapping[str, Any], time: TimeRange, limit: int) -> Events:
        answer = self.get(endpoint, {"page_size": max(limit, 1), **time.params(), **query})
        value = answer.value if isinstance(answer.value, dict) else {}
        rows = value.get("results")
        if not isinstance(rows, list):
            raise Refused("The answer about events has no results.")
        hits = int(value.get("count") or len(rows))
        exact = value.get("exact_count")
        known = exact if isinstance(exact, int) else hits
        return Events(
            [row for row in rows if isinstance(row, dict)][:limit],
            known,
            hits_capped=known >= COUNT_CAP and exact is None,
            server=self.server,
        )

    def _sliced(self, endpoint: str, query: dict[str, Any], time: TimeRange, limit: int, progress: Progress | None) -> Events:
        # Alerts are events of one type; the timeline counts all types.
        counted = f"event_type:alert AND {query['qfilter']}" if endpoint == "alerts_tail" else query["qfilter"]
        expected = sum(count for _, count in self._timeline(counted, time))
        found = EventsById()
        for part in self._slices(endpoint, query, time):
            found.add(part)
            if progress is not None:
                progress(min(len(found.rows), limit), max(expected, len(found.rows)))
            if len(found.rows) >= limit:
                break
        return Events(found.rows[:limit], max(expected, len(found.rows)), hits_capped=False, server=found.server)

    def _slices(self, endpoint: str, query: dict[str, Any], time: TimeRange) -> Iterator[Events]:
        """Pages of ranges that hold fewer events than the wall, newest range first."""
        page = self._page(endpoint, query, time, MAX_PAGE)
        if len(page.rows) < MAX_PAGE or time.to_ms <= time.from_ms:
            if len(page.rows) >= MAX_PAGE:
                warn(f"There are more than {MAX_PAGE:,} events in the millisecond {time.from_ms}: the rest cannot be reached.", Truncated)
            yield page
            return
        for part in self._split(query["qfilter"], time):
            yield from self._slices(endpoint, query, part)

    def _split(self, qfilter: str, time: TimeRange) -> list[TimeRange]:
        """Ranges below the one given, newest first, each with about as many events as one page holds."""
        edges: list[int] = []
        total = 0
        for start, count in self._timeline(qfilter, time):
            if total > 0 and total + count > _SLICE_TARGET and time.from_ms < start <= time.to_ms:
                edges.append(start)
                total = 0
            total += count
        if not edges:
            # One bucket holds it all, or the timeline is too coarse: halve.
            edges = [(time.from_ms + time.to_ms + 1) // 2]
        starts = [time.from_ms, *edges]
        ends = [edge - 1 for edge in edges] + [time.to_ms]
        return [TimeRange(start, end) for start, end in reversed(list(zip(starts, ends)))]


class EventsById:
    """Events of several answers, each once: bounds of time ranges are inclusive, and filters may overlap."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.server = "Scirius"
        self._seen: set[str] = set()

    def add(self, part: Events) -> None:
        self.server = part.server
        for row in part.rows:
            # An event without an id cannot be recognised, so it counts.
            key = row.get("_id")
            if key is not None:
                if str(key) in self._seen:
                    continue
                self._seen.add(str(key))
            self.rows.append(row)


def sent(wanted: Filter) -> str:
    """The filter as Scirius gets it. Raises `FilterError` for one that does not balance."""
    return joined(*((wanted,) if isinstance(wanted, str) or wanted is None else wanted))


def server_kind(answer: Answer) -> str:
    """Which kind of server answered; the embedded one says so in a header."""
    return "embedded" if "x-huntbook-version" in answer.headers else "Scirius"


def _warn_of_losses(ordering: str | None) -> None:
    field_name = (ordering or "").lstrip("-")
    if field_name and field_name not in _SAFE_ORDERINGS:
        warn(
            f"Ordered by {field_name}, events without that field may be missing, without a word from Scirius. "
            f"Add _exists_:{field_name.removesuffix('.keyword')} to say that you want the others left out.",
            LossyOrdering,
        )
