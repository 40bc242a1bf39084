"""`RESTSciriusConnector`: the connector that Suricata Analytics' notebooks and blog use, on the safe client.

Names, parameters and shapes are the original's (facts/scirius §2, facts/spike-scirius "surianalytics"). What was broken
there works here; docs/scirius-python.md lists it.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Mapping

from . import filters
from .client import MAX_PAGE, Events, SciriusClient, TimeRange, sent
from .errors import SciriusError, TimeError, Truncated, warn
from .frames import events_frame
from .settings import read_settings
from .times import DEFAULT_DELTA, epoch_ms, now_ms
from .transport import Transport

if TYPE_CHECKING:
    import networkx
    import pandas

_MAX_BATCH = 100


class RESTSciriusConnector:
    """A Scirius and how much to ask of it. Settings come from the arguments `scirius_host`, `scirius_token`,
    `scirius_tls_verify`, `scirius_ca_bundle`, else from the environment, else from a `.env` file; none must exist when
    the arguments say it all. Raises `NotConfigured`.

    Setters return the connector, so that they chain. `page_size`, `basefilter`, `ignore_basefilter` and the parts of a
    relative time range (`weeks`, `days`, `hours`, `minutes`) are plain attributes, too. `last_request` is the address of
    the last request.
    """

    def __init__(self, **kwargs: Any) -> None:
        known = {name: value for name, value in kwargs.items() if name.startswith("scirius_")}
        unknown = sorted(set(kwargs) - set(known))
        if unknown:
            raise TypeError(f"RESTSciriusConnector takes scirius_host, scirius_token, scirius_tls_verify and scirius_ca_bundle, not {', '.join(unknown)}.")
        settings = read_settings(known)
        self._client = SciriusClient(Transport(settings))
        self.endpoint = settings.base_url.partition("://")[2]
        self.page_size = 1000
        self.basefilter = ""
        self.ignore_basefilter = False
        self.weeks = self.days = self.hours = self.minutes = 0
        self.last_request: str | None = None
        self.set_query_timeframe(None, None)

    def __repr__(self) -> str:
        return f"<RESTSciriusConnector {self._client.transport.settings.base_url}, {_utc(self._from_ms)} to {_utc(self._to_ms)}>"

    # Time and size

    def set_page_size(self, size: int) -> RESTSciriusConnector:
        """How many events a query brings at most; past 10,000 they are fetched in slices of time. 0: the server's 30."""
        if isinstance(size, bool) or not isinstance(size, int) or size < 0:
            raise ValueError("The page size is a whole number, 0 or more.")
        self.page_size = size
        return self

    def set_query_delta(self, minutes: int = 0, hours: int = 0, days: int = 0, weeks: int = 0) -> RESTSciriusConnector:
        """The last so many weeks, days, hours and minutes up to now; what is not named is zero, and nothing named is one
        hour. It replaces what was set before.
        """
        self.weeks, self.days, self.hours, self.minutes = weeks, days, hours, minutes
        return self.set_time_delta()

    def set_time_delta(self, td: timedelta | None = None) -> RESTSciriusConnector:
        """The last `td` up to now; without it what the attributes `weeks`, `days`, `hours` and `minutes` say."""
        delta = td if td is not None else timedelta(weeks=self.weeks, days=self.days, hours=self.hours, minutes=self.minutes)
        if delta < timedelta(0):
            raise TimeError("A time range cannot be negative.")
        self._to_ms = now_ms()
        self._from_ms = self._to_ms - round((delta or timedelta(hours=1)).total_seconds() * 1000)
        return self

    def set_query_timeframe(self, from_date: Any, to_date: Any) -> RESTSciriusConnector:
        """From and to: texts, datetimes, epoch milliseconds, or None for 30 days ago and for now. Raises `TimeError`."""
        to_ms = now_ms() if to_date is None else epoch_ms(to_date)
        # Without a beginning: 30 days before now, as the original has it, unless that lies behind the end.
        default = min(now_ms(), to_ms) - round(DEFAULT_DELTA.total_seconds() * 1000)
        from_ms = default if from_date is None else epoch_ms(from_date)
        if from_ms >= to_ms:
            raise TimeError(f"The time range ends ({_utc(to_ms)}) before it begins ({_utc(from_ms)}).")
        self._from_ms, self._to_ms = from_ms, to_ms
        return self

    def set_from_date(self, from_date: Any) -> RESTSciriusConnector:
        """The beginning alone; None is 30 days ago."""
        self._from_ms = now_ms() - round(DEFAULT_DELTA.total_seconds() * 1000) if from_date is None else epoch_ms(from_date)
        return self

    def set_to_date(self, to_date: Any) -> RESTSciriusConnector:
        """The end alone; None is now."""
        self._to_ms = now_ms() if to_date is None else epoch_ms(to_date)
        return self

    @property
    def from_date(self) -> datetime:
        """The beginning of the time range, in UTC."""
        return datetime.fromtimestamp(self._from_ms / 1000, tz=timezone.utc)

    @from_date.setter
    def from_date(self, value: Any) -> None:
        self.set_from_date(value)

    @property
    def to_date(self) -> datetime:
        """The end of the time range, in UTC."""
        return datetime.fromtimestamp(self._to_ms / 1000, tz=timezone.utc)

    @to_date.setter
    def to_date(self, value: Any) -> None:
        self.set_to_date(value)

    # Events

    def get_events_tail(self, **params: Any) -> list[dict[str, Any]]:
        """Events as dictionaries, newest first. `qfilter`, `page`, `page_size`, `ordering`, `from_date` and `to_date` (of
        this query alone) are taken. Warns when there are more.
        """
        return self._tail("events_tail", params)

    def get_events_df(self, **params: Any) -> "pandas.DataFrame":
        """Events as a frame, a column for each field. `columns` keeps to some, and is several times faster."""
        columns = params.pop("columns", None)
        return self._frame(self.get_events_tail(**params), columns)

    def get_alerts_tail(self, **params: Any) -> list[dict[str, Any]]:
        """As `get_events_tail`, of alerts."""
        return self._tail("alerts_tail", params)

    def get_alerts_df(self, **params: Any) -> "pandas.DataFrame":
        """As `get_events_df`, of alerts."""
        columns = params.pop("columns", None)
        return self._frame(self.get_alerts_tail(**params), columns)

    def get_eve_unique_values(self, **params: Any) -> list[Any]:
        """Values of `field` (default src_ip) as `{"key", "doc_count"}`, most frequent first; with `counts="no"` the values
        alone, sorted. `size`, `event_type` and `qfilter` are taken.
        """
        if str(params.get("counts", "yes")).lower() in ("yes", "true"):
            params["counts"] = "yes"
        return self.get_data("rest/rules/es/unique_values/", {"numbers": "yes", **params}) or []

    def get_event_types(self) -> list[str]:
        """The types of the events in the time range."""
        return list(self.get_eve_unique_values(counts="no", field="event_type"))

    def get_unique_fields(self, event_type: str | None = None) -> list[str]:
        """The names of the fields, of all types or of one. The mapping knows no time: the range does not matter."""
        params = {} if event_type in (None, "all", "any") else {"event_type": event_type}
        answer = self.get_data("rest/rules/es/unique_fields/", params, ignore_time=True)
        return list(answer.get("fields", [])) if isinstance(answer, dict) else []

    def get_eve_fields_graph(self, **params: Any) -> dict[str, Any]:
        """`{"graph": {"nodes", "edges"}}` between the values of `col_src` and `col_dest`, each node once."""
        answer = self.get_data("rest/rules/es/graph_agg/", {"numbers": "yes", **params})
        graph = answer.get("graph", {}) if isinstance(answer, dict) else {}
        nodes = {(node["field"], node["kind"], node["index"]): node for node in graph.get("nodes", [])}
        return {"graph": {"nodes": list(nodes.values()), "edges": list(graph.get("edges", []))}}

    def get_eve_fields_graph_nx(self, **params: Any) -> "networkx.Graph":
        """The same as an undirected `networkx.Graph`, nodes with `field` and `kind`, edges with `doc_count`."""
        try:
            import networkx as nx
        except ImportError:
            raise SciriusError("A graph needs the package networkx in this kernel: pip install networkx.") from None
        answer = self.get_eve_fields_graph(**params)["graph"]
        graph = nx.Graph()
        for node in answer["nodes"]:
            # A value on both sides keeps both roles in `kinds`; `kind` is the last one, as in the original.
            kinds = graph.nodes[node["index"]]["kinds"] if node["index"] in graph else ()
            graph.add_node(node["index"], field=node["field"], kind=node["kind"], kinds=(*kinds, node["kind"]))
        for edge in answer["edges"]:
            source, destination = edge["edge"][:2]
            graph.add_edge(source, destination, doc_count=edge["doc_count"])
        return graph

    def retrosearch(self, domains: list[str], batchsize: int = 50) -> "pandas.DataFrame":
        """TLS and HTTP events of the domains and those below them, with columns `ioc.*` that say what was found where.
        No hits give an empty frame.
        """
        if not 0 < batchsize <= _MAX_BATCH:
            raise ValueError(f"The batch size is 1 to {_MAX_BATCH}: more terms make the search engine refuse.")
        import pandas as pd

        frames = []
        names = list(dict.fromkeys(str(domain).strip().strip(".") for domain in domains))
        for number, start in enumerate(range(0, len(names), batchsize)):
            for event_type, field_name in (("tls", "tls.sni"), ("http", "http.hostname")):
                for match, values in (("exact", _exactly), ("sub", _below)):
                    alternatives = " OR ".join(values(name) for name in names[start : start + batchsize])
                    found = self.get_events_df(qfilter=f"event_type:{event_type} AND {field_name}.keyword:({alternatives})")
                    if len(found) == 0:
                        continue
                    partial = bool(found.attrs["huntbook"]["truncated"])
                    frames.append(
                        found.assign(
                            **{
                                "ioc.type": "domain",
                                "ioc.match": match,
                                "ioc.source": field_name,
                                "ioc.value.match": found[field_name],
                                "ioc.batch.count": number,
                                "ioc.batch.partial": partial,
                            }
                        )
                    )
        if not frames:
            return pd.DataFrame(columns=["timestamp", "ioc.type", "ioc.match", "ioc.source", "ioc.value.match"])
        result = pd.concat(frames, axis=0)
        result["timestamp"] = pd.to_datetime(result["timestamp"], utc=True, format="ISO8601")
        return result

    def get_data(self, api: str, qParams: Mapping[str, Any] | None = None, ignore_time: bool = False) -> Any:
        """Any path of the REST API: the JSON of its answer. Adds time range, page size and base filter."""
        params = self._params(dict(qParams or {}), ignore_time)
        self.last_request = self._client.transport.url_of(api, params)
        return self._client.transport.get(api, params).value

    # How it is done

    def _params(self, params: dict[str, Any], ignore_time: bool) -> dict[str, Any]:
        result = {} if ignore_time else self._range(params).params()
        if self.page_size > 0:
            result["page_size"] = min(self.page_size, MAX_PAGE)
        rest = {name: value for name, value in params.items() if name not in ("from_date", "to_date")}
        return {**result, **rest, "qfilter": sent(self._filters(params.get("qfilter")))}

    def _range(self, params: Mapping[str, Any]) -> TimeRange:
        from_date, to_date = params.get("from_date"), params.get("to_date")
        return TimeRange(
            self._from_ms if from_date is None else epoch_ms(from_date), self._to_ms if to_date is None else epoch_ms(to_date)
        )

    def _filters(self, text: Any) -> tuple[str | None, str | None]:
        return (None if self.ignore_basefilter else self.basefilter, None if text is None else str(text))

    def _tail(self, endpoint: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        return self._events(endpoint, params).rows

    def _frame(self, rows: list[dict[str, Any]], columns: Any) -> "pandas.DataFrame":
        frame = events_frame(rows, columns)
        frame.attrs["huntbook"] = dict(self.last_answer)
        return frame

    def _events(self, endpoint: str, params: dict[str, Any]) -> Events:
        rest = {name: value for name, value in params.items() if name not in ("qfilter", "page_size", "from_date", "to_date", "ordering")}
        size = int(params.get("page_size", self.page_size))
        time = self._range(params)
        wanted = self._filters(params.get("qfilter"))
        text = sent(wanted)
        self.last_request = self._client.transport.url_of(
            f"rest/rules/es/{endpoint}", {**time.params(), "page_size": min(size, MAX_PAGE) or None, "qfilter": text, **rest}
        )
        found = self._client.events(
            wanted,
            time,
            limit=size or 30,
            endpoint=endpoint,
            ordering=params.get("ordering"),
            extra=rest,
        )
        self.last_answer = {
            "filter": text,
            "from_ms": time.from_ms,
            "to_ms": time.to_ms,
            "hits": found.hits,
            "hits_capped": found.hits_capped,
            "truncated": found.truncated,
            "server": found.server,
        }
        if found.truncated and "page" not in rest:
            more = f"{found.hits:,}{' or more' if found.hits_capped else ''}"
            warn(f"{len(found.rows):,} of {more} events were fetched; set_page_size() takes more.", Truncated)
        return found

    last_answer: Mapping[str, Any] = {}
    """What was asked last and how much there is: filter, from_ms, to_ms, hits, hits_capped, truncated, server."""


def _exactly(domain: str) -> str:
    return filters.term(domain)


def _below(domain: str) -> str:
    """A wildcard in front works only unquoted, so the rest is escaped."""
    return f"*.{filters.escaped(domain)}"


def _utc(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

