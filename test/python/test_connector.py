from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fake_scirius import TOKEN, Asked, Reply, fake_scirius

from huntbook import RESTSciriusConnector
from huntbook.scirius.errors import FilterError, NotConfigured, TimeError, Truncated

EVENT = {"timestamp": "2024-04-18T10:00:00.000000+0000", "event_type": "tls", "flow_id": 2**50, "tls": {"sni": "a.example"}}
HOUR_MS = 3_600_000


def connector(url: str) -> RESTSciriusConnector:
    return RESTSciriusConnector(scirius_host=url, scirius_token=TOKEN)


def tail(*events: dict[str, Any]) -> Reply:
    return Reply({"count": len(events), "next": None, "previous": None, "results": list(events)})


def local(url: str = "http://127.0.0.1:1") -> RESTSciriusConnector:
    return connector(url)


def test_follows_the_walk_of_the_blog() -> None:
    with fake_scirius(lambda _: tail(EVENT)) as server:
        c = connector(server.url)
        frame = c.set_page_size(100).set_query_delta(hours=1).get_events_df(qfilter="event_type: http AND http.url: *wget*")
    assert frame["tls.sni"].tolist() == ["a.example"]
    asked = server.asked[0].params
    assert asked["page_size"] == "100"
    assert int(asked["to_date"]) - int(asked["from_date"]) == HOUR_MS
    assert asked["qfilter"] == "(event_type: http AND http.url: *wget*)"
    assert c.last_request is not None and c.last_request.startswith(f"{server.url}/rest/rules/es/events_tail/?")
    assert TOKEN not in c.last_request


def test_defect_set_page_size_is_there_and_chains() -> None:
    assert local().set_page_size(0).page_size == 0
    for wrong in (-1, "5", 1.5, True):
        with pytest.raises(ValueError):
            local().set_page_size(wrong)  # type: ignore[arg-type]


def test_defect_set_query_delta_replaces_what_was_set() -> None:
    c = local().set_query_delta(days=30).set_query_delta(hours=1, minutes=30)
    assert c.to_date - c.from_date == timedelta(hours=1, minutes=30)
    assert (c.set_query_delta().to_date - c.from_date) == timedelta(hours=1)


def test_takes_plain_attributes() -> None:
    c = local()
    c.days, c.hours, c.minutes = 2, 3, 4
    c.page_size = 7
    c.basefilter = "a OR b"
    assert c.set_time_delta().to_date - c.from_date == timedelta(days=2, hours=3, minutes=4)


def test_defect_aware_times_keep_their_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        c = local().set_query_timeframe("2024-04-18T00:00:00Z", datetime(2024, 4, 19, tzinfo=timezone.utc))
        assert c.from_date == datetime(2024, 4, 18, tzinfo=timezone.utc)
        # Naive times are local ones, as in the original.
        assert local().set_query_timeframe("2024-04-18T00:00:00", None).from_date == datetime(2024, 4, 18, 4, tzinfo=timezone.utc)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        ("2024-04-18T10:00:00Z", "2024-04-18T09:00:00Z", "ends .* before it begins"),
        (1_700_000_000, None, "not seconds"),
        ("yesterday-ish", None, "no point in time"),
    ],
)
def test_refuses_a_time_range_that_cannot_be_meant(start: Any, end: Any, problem: str) -> None:
    with pytest.raises(TimeError, match=problem):
        local().set_query_timeframe(start, end)


def test_takes_epoch_milliseconds_as_numbers() -> None:
    c = local().set_query_timeframe(1_700_000_000_000, 1_700_000_001_500.0)
    assert (c.to_date - c.from_date) == timedelta(milliseconds=1500)


def test_defect_alerts_hold_their_fields() -> None:
    with fake_scirius(lambda _: tail({**EVENT, "alert": {"signature": "x"}})) as server:
        frame = connector(server.url).get_alerts_df()
    assert server.asked[0].path == "/rest/rules/es/alerts_tail/"
    assert frame["alert.signature"].tolist() == ["x"]


def test_defect_a_lone_filter_and_a_base_filter_are_both_wrapped() -> None:
    with fake_scirius(lambda _: tail()) as server:
        c = connector(server.url)
        c.get_events_tail(qfilter="x OR y")
        c.basefilter = "a OR b"
        c.get_events_tail(qfilter="x OR y")
        c.ignore_basefilter = True
        c.get_events_tail()
    assert [asked.params["qfilter"] for asked in server.asked] == ["(x OR y)", "(a OR b) AND (x OR y)", "*"]
    with pytest.raises(FilterError):
        c.get_events_tail(qfilter="x) OR (y")


def test_warns_when_there_are_more_events_and_says_so_on_the_frame() -> None:
    with fake_scirius(lambda _: Reply({"count": 5, "results": [EVENT]})) as server:
        with pytest.warns(Truncated, match="1 of 5 events") as told:
            frame = connector(server.url).set_page_size(1).get_events_df()
            connector(server.url).get_events_tail(page_size=1)
    assert frame.attrs["huntbook"]["truncated"] is True
    # At the line of whoever asked, not somewhere in the package.
    assert [warning.filename for warning in told] == [__file__, __file__]


def test_gives_unique_values_with_and_without_counts() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply([{"key": "a", "doc_count": 3}] if asked.params.get("counts") == "yes" else ["a"])

    with fake_scirius(answer) as server:
        c = connector(server.url)
        assert c.get_eve_unique_values(field="tls.sni", counts="yes", size=5) == [{"key": "a", "doc_count": 3}]
        assert c.get_eve_unique_values(field="tls.sni", counts="no") == ["a"]
        assert c.get_event_types() == ["a"]
    assert server.asked[0].params["size"] == "5"


def test_defect_unique_fields_of_any_type() -> None:
    with fake_scirius(lambda asked: Reply({"fields": [asked.params.get("event_type", "all of them")]})) as server:
        c = connector(server.url)
        assert c.get_unique_fields("any") == c.get_unique_fields() == c.get_unique_fields("all") == ["all of them"]
        assert c.get_unique_fields("tls") == ["tls"]


GRAPH = {
    "graph": {
        "nodes": [
            {"index": "a", "field": "src_ip", "kind": "source"},
            {"index": "b", "field": "dest_ip", "kind": "destination"},
            {"index": "b", "field": "dest_ip", "kind": "destination"},
            {"index": "a", "field": "dest_ip", "kind": "destination"},
        ],
        "edges": [{"edge": ["a", "b"], "doc_count": 3}],
    }
}


def test_draws_each_node_of_a_graph_once() -> None:
    with fake_scirius(lambda _: Reply(GRAPH)) as server:
        c = connector(server.url)
        assert len(c.get_eve_fields_graph(col_src="src_ip", col_dest="dest_ip")["graph"]["nodes"]) == 3
        graph = c.get_eve_fields_graph_nx(col_src="src_ip", col_dest="dest_ip")
    assert graph.edges["a", "b"]["doc_count"] == 3
    assert graph.nodes["a"]["kinds"] == ("source", "destination")


def test_defect_retrosearch_without_hits_is_an_empty_frame() -> None:
    with fake_scirius(lambda _: tail()) as server:
        frame = connector(server.url).retrosearch(["a.example"])
    assert len(frame) == 0 and "timestamp" in frame


def test_defect_retrosearch_repeats_no_batch() -> None:
    with fake_scirius(lambda asked: tail(EVENT) if '("a.example")' in asked.params["qfilter"] and "tls" in asked.params["qfilter"] else tail()) as server:
        frame = connector(server.url).retrosearch(["a.example", "b.example"], batchsize=1)
    assert len(server.asked) == 8
    assert frame[["ioc.match", "ioc.source", "ioc.value.match"]].values.tolist() == [["exact", "tls.sni", "a.example"]]


def test_a_hostile_domain_stays_one_term() -> None:
    with fake_scirius(lambda _: tail()) as server:
        connector(server.url).retrosearch(['x") OR *:* OR ("'])
    for asked in server.asked:
        assert "OR *:*" not in asked.params["qfilter"].replace("\\", "") or '\\"' in asked.params["qfilter"]


def test_says_how_to_configure_it() -> None:
    with pytest.raises(NotConfigured, match="Edit Token, Regenerate"):
        RESTSciriusConnector()
    with pytest.raises(TypeError, match="not token"):
        RESTSciriusConnector(token="x")


def test_stands_in_for_surianalytics(tmp_path: Path) -> None:
    from huntbook.scirius import surianalytics

    surianalytics.install()
    from surianalytics.connectors import RESTSciriusConnector as Theirs  # type: ignore[import-not-found]
    from surianalytics.helpers import escape  # type: ignore[import-not-found]
    from surianalytics.viz import draw_nx_graph  # type: ignore[import-not-found]  # noqa: F401
    from surianalytics.widgets.config import update_connector_timeframe  # type: ignore[import-not-found]

    assert Theirs is RESTSciriusConnector
    assert escape("a:b") == "a\\:b"
    shared = tmp_path / "config.json"
    c = local()
    assert update_connector_timeframe(c, str(shared)) is False
    shared.write_text(json.dumps({"use_relative_time": True, "time_days": 1, "time_hours": 2, "time_minutes": 3, "from_date": "", "to_date": ""}))
    assert update_connector_timeframe(c, str(shared)) is True
    assert c.to_date - c.from_date == timedelta(days=1, hours=2, minutes=3)
    shared.write_text("{}")
    with pytest.raises(ValueError, match="no time range"):
        update_connector_timeframe(c, str(shared))
