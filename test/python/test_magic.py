from __future__ import annotations

import json
from typing import Any

import pytest
from fake_scirius import TOKEN, Asked, Reply, Store, fake_scirius

from huntbook.scirius import magic
from huntbook.scirius.errors import SciriusError
from huntbook.scirius.magic_line import QueryLineError, read_query_line
from huntbook.scirius.result_view import MAX_BYTES, MIME_TYPE, Asked as AskedQuery, ResultView, visible


class Shell:
    def __init__(self, **names: Any) -> None:
        self.user_ns: dict[str, Any] = dict(names)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[ResultView]:
    views: list[ResultView] = []
    monkeypatch.setattr("IPython.display.display", views.append)
    magic.forget_connector()
    return views


def configure(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SCIRIUS_HOST", url)
    monkeypatch.setenv("SCIRIUS_TOKEN", TOKEN)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", {"kind": "events", "variable": "events", "limit": 1000, "columns": None}),
        ("alerts --last 24h --as found", {"kind": "alerts", "variable": "found", "last": "24h"}),
        ("terms http.hostname --limit 5", {"kind": "terms", "field": "http.hostname", "limit": 5, "variable": "terms"}),
        ("events --columns src_ip,dest_ip", {"columns": ("src_ip", "dest_ip")}),
        ("events --columns all", {"columns": ()}),
        ('timeline --from "2024-01-01 10:00" --to 2024-01-02 --interval 1h', {"from_time": "2024-01-01 10:00", "interval": "1h"}),
    ],
)
def test_reads_the_first_line(line: str, expected: dict[str, Any]) -> None:
    found = read_query_line(line)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("line", ["nonsense", "terms", "count src_ip", "--last 1h --from x", "--limit 0", "--as 1x", "--columns ,", '"', "--unknown"])
def test_refuses_a_first_line_that_cannot_be_meant(line: str) -> None:
    with pytest.raises(QueryLineError, match="%%scirius"):
        read_query_line(line)


def test_puts_a_frame_into_the_variable_and_shows_what_was_asked(shown: list[ResultView], monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(hosts=["10.0.0.1", "10.0.0.2"])
    events = [{"_id": str(n), "ms": n, "src_ip": "10.0.0.1", "event_type": "dns", "dns": {"rrname": f"{n}.example"}} for n in range(50)]
    with fake_scirius(Store(events)) as server:
        configure(monkeypatch, server.url)
        magic.run_cell(shell, "events --from 0 --to 2020-01-01 --limit 20 --as found", "src_ip:{{hosts}}\n")
        assert server.asked[0].params["qfilter"] == '(src_ip:("10.0.0.1" OR "10.0.0.2"))'
    assert len(shell.user_ns["found"]) == 20
    text = repr(shown[0])
    assert "20 of 50 events, 1970-01-01 00:00:00Z to 20" in text and "in found" in text and server.url in text
    assert "49.example" in text


def test_says_why_there_is_nothing(shown: list[ResultView], monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(asked: Asked) -> Reply:
        if "timeline" in asked.path:
            return Reply({"aggregations": {"date": {"buckets": [{"key": 0, "doc_count": 7}]}}})
        return Reply({"count": 0, "results": []})

    with fake_scirius(answer) as server:
        configure(monkeypatch, server.url)
        magic.run_cell(Shell(), "events", "event_type:nosuch")
    assert "7 events lie in this time range, and none matches the filter" in repr(shown[0])


def test_counts_terms_and_timelines(shown: list[ResultView], monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = {"X-Huntbook-Version": "0"}

    def answer(asked: Asked) -> Reply:
        if "unique_values" in asked.path:
            return Reply([{"key": "<b>", "doc_count": 3}], headers=embedded)
        return Reply({"aggregations": {"date": {"buckets": [{"key": 1000, "doc_count": 2}, {"key": 2000, "doc_count": 5}]}}}, headers=embedded)

    shell = Shell()
    with fake_scirius(answer) as server:
        configure(monkeypatch, server.url)
        magic.run_cell(shell, "count", "a")
        magic.run_cell(shell, "terms tls.sni", "a")
        magic.run_cell(shell, "timeline --last 1h", "a")
    assert shell.user_ns["count"] == 7
    assert shell.user_ns["terms"].values.tolist() == [["<b>", 3]]
    assert shell.user_ns["timeline"]["events"].tolist() == [2, 5]
    assert "&lt;b&gt;" in shown[1]._repr_mimebundle_()["text/html"]
    assert ["(embedded Scirius)" in repr(view) for view in shown] == [True, True, True]


def test_counts_numbers_where_scirius_has_them_and_says_so(shown: list[ResultView], monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell()
    with fake_scirius(lambda asked: Reply([{"key": 443, "doc_count": 9}] if "field_stats" in asked.path else [])) as server:
        configure(monkeypatch, server.url)
        magic.run_cell(shell, "terms dest_port --limit 7", "a")
        magic.run_cell(shell, "terms flow.age --as none", "a")
        asked = [(request.path.split("/")[-2], request.params.get("page_size"), request.params["qfilter"]) for request in server.asked]
    assert asked == [("unique_values", None, "(a)"), ("field_stats", "7", "(a)"), ("unique_values", None, "(a)")]
    assert shell.user_ns["terms"].values.tolist() == [[443, 9]] and len(shell.user_ns["none"]) == 0
    assert "Scirius counts values of dest_port in alerts only" in repr(shown[0])
    assert "No values: Scirius has none for numbers" in repr(shown[1])


def test_asks_for_a_list_that_is_too_long_in_parts(shown: list[ResultView], monkeypatch: pytest.MonkeyPatch) -> None:
    events = [{"_id": str(n), "ms": n, "src_ip": "x"} for n in range(30)]
    shell = Shell(hosts=[f"198.51.100.{n % 256}:{n}" for n in range(900)])
    with fake_scirius(Store(events)) as server:
        configure(monkeypatch, server.url)
        magic.run_cell(shell, "events --from 0", "src_ip:{{hosts}}")
        assert len(server.asked) > 5
    assert len(shell.user_ns["events"]) == 30


def test_stops_with_a_sentence_and_without_a_traceback(shown: list[ResultView], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SciriusError, match="No token for Scirius") as failure:
        magic.run_cell(Shell(), "events", "a")
    assert failure.value._render_traceback_() == [f"NotConfigured: {failure.value}"]  # type: ignore[attr-defined]


ASKED = AskedQuery("events", "(a)", 0, 1, 9, False, 3, "Scirius", "https://h", "events")


def test_shows_hostile_text_as_text() -> None:
    view = ResultView(ASKED, ["a<script>"], [["<img src=x onerror=alert(1)>\x1b[2J\u202e"], ["\ud800"], [{"k": "</td>"}]])
    bundle = view._repr_mimebundle_()
    assert "<img" not in bundle["text/html"] and "<script" not in bundle["text/html"]
    assert "\x1b" not in bundle["text/plain"] and "\u202e" not in bundle["text/plain"]
    json.dumps(bundle, ensure_ascii=False).encode()


def test_keeps_at_most_200_rows_and_a_megabyte_in_the_notebook() -> None:
    many = ResultView(ASKED, ["a"], [[n] for n in range(5000)])._repr_mimebundle_()
    assert len(many[MIME_TYPE]["rows"]) == 200
    assert "The first 200 of 5,000 rows." in many["text/html"]
    wide = ResultView(ASKED, ["a"] * 50, [["\u00e9<" * 1000] * 50 for _ in range(200)])._repr_mimebundle_()
    assert len(json.dumps(wide, ensure_ascii=False).encode()) <= MAX_BYTES


def test_makes_control_characters_visible() -> None:
    assert visible("a\x1b]8;;x\x07\u202eb\n") == "a\\x1b]8;;x\\x07\\u202eb\\n"
