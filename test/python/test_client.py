from __future__ import annotations

import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fake_scirius import TOKEN, Asked, FakeScirius, Reply, Store, fake_scirius

from huntbook.scirius import transport as transport_module
from huntbook.scirius.client import SciriusClient, TimeRange
from huntbook.scirius.errors import AccessDenied, FilterError, LossyOrdering, NotFound, Refused, SciriusError, Unreachable
from huntbook.scirius.settings import read_settings
from huntbook.scirius.transport import MAX_REQUEST_LINE_BYTES, Transport

ALL = TimeRange(0, 1_800_000_000_000)


def client_of(server: FakeScirius, timeout_s: float = 30) -> SciriusClient:
    settings = read_settings({"scirius_host": server.url, "scirius_token": TOKEN})
    return SciriusClient(Transport(settings, timeout_s))


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_module, "_RETRY_AFTER_S", 0)


def test_asks_with_token_slash_wrapped_filter_and_whole_milliseconds() -> None:
    with fake_scirius(lambda _: Reply({"count": 0, "results": []})) as server:
        client_of(server).events("a OR b", TimeRange(1, 2), limit=5)
    asked = server.asked[0]
    assert asked.path == "/rest/rules/es/events_tail/"
    assert asked.params == {"page_size": "5", "from_date": "1", "to_date": "2", "qfilter": "(a OR b)"}
    assert asked.headers["authorization"] == f"Token {TOKEN}"
    assert asked.headers["accept"] == "application/json"
    assert "cookie" not in asked.headers


@pytest.mark.parametrize(
    ("reply", "kind", "sentence"),
    [
        (Reply({"detail": "Invalid token."}, 403), AccessDenied, "not valid there"),
        (Reply({"detail": "Authentication credentials were not provided."}, 403), AccessDenied, "did not arrive"),
        (Reply({"detail": "You do not have permission to perform this action."}, 403), AccessDenied, "lacks the right"),
        (Reply("<h1>Server Error (500)</h1>", 500, "text/html"), Refused, "failed .500.: a parameter that it could not read"),
        (Reply({"detail": "ES failure: ES transport error: 400 search_phase_execution_exception"}, 500), FilterError, "cannot read the filter"),
        (Reply({"detail": "ES failure: ES connection timeout"}, 500), Refused, "gave up after 30 s"),
        (Reply("<h1>Not Found</h1>", 404, "text/html"), NotFound, "must be a Scirius"),
        (Reply("too long", 414, "text/html"), FilterError, "too long for this server"),
        (Reply("Wrong ordering value: a b", 400), Refused, "refuses the request"),
        (Reply("<html>login", 200, "text/html"), Refused, "a page instead of data"),
        (Reply('{"count": 1, "resu', 200), Refused, "half an answer"),
        (Reply({"count": 1, "results": []}, cut=True), Unreachable, "in the middle of its answer"),
        (Reply({"detail": "x"}, 503), Refused, "busy or restarting"),
        (Reply("", 200), Refused, "no results"),
        (Reply("", 302, headers={"Location": "/accounts/login/?next=x"}), AccessDenied, "asks for a login"),
        (Reply("", 301, headers={"Location": "/again/"}), Refused, "in a circle"),
        (Reply("", 301, headers={"Location": "https://evil.example/"}), Refused, "token is not sent there"),
    ],
)
def test_says_in_a_sentence_what_went_wrong(reply: Reply, kind: type[SciriusError], sentence: str) -> None:
    with fake_scirius(lambda _: reply) as server:
        with pytest.raises(kind, match=sentence) as failure:
            client_of(server).events("a", ALL)
    assert TOKEN not in str(failure.value)


def test_never_sends_the_token_to_another_origin() -> None:
    with fake_scirius(lambda _: Reply({})) as other:
        with fake_scirius(lambda asked: Reply("", 302, headers={"Location": f"{other.url}{asked.path}"})) as server:
            with pytest.raises(Refused, match="not sent there"):
                client_of(server).events("a", ALL)
    assert other.asked == []


def test_follows_a_redirect_on_the_same_origin() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path.startswith("/new/"):
            return Reply({"count": 0, "results": []})
        return Reply("", 301, headers={"Location": f"/new{asked.path}"})

    with fake_scirius(answer) as server:
        assert client_of(server).events("a", ALL).hits == 0


def test_asks_a_busy_server_again() -> None:
    replies = iter([Reply("", 503), Reply("", 429), Reply({"count": 0, "results": []})])
    with fake_scirius(lambda _: next(replies)) as server:
        client_of(server).events("a", ALL)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [403, 404, 500])
def test_asks_only_once_where_asking_again_is_no_use(status: int) -> None:
    with fake_scirius(lambda _: Reply({"detail": "x"}, status)) as server:
        with pytest.raises(SciriusError):
            client_of(server).events("a", ALL)
    assert len(server.asked) == 1


def test_names_the_time_it_waited() -> None:
    import threading

    release = threading.Event()

    def answer(_: Asked) -> Reply:
        release.wait(20)
        return Reply({})

    with fake_scirius(answer) as server:
        with pytest.raises(Unreachable, match="did not answer within 0 s"):
            client_of(server, timeout_s=0.2).events("a", ALL)
        release.set()


def test_names_a_port_where_nothing_listens() -> None:
    with fake_scirius(lambda _: Reply({})) as server:
        client = client_of(server)
    with pytest.raises(Unreachable, match="Nothing listens at"):
        client.events("a", ALL)


def test_refuses_a_request_line_that_scirius_would_refuse() -> None:
    with fake_scirius(lambda _: Reply({"count": 0, "results": []})) as server:
        with pytest.raises(FilterError, match="Shorten the filter"):
            client_of(server).events("x" * MAX_REQUEST_LINE_BYTES, ALL)
    assert server.asked == []


def test_past_the_wall_fetches_every_event_once_newest_first() -> None:
    events = [{"_id": str(n), "ms": n // 3 * 10} for n in range(25_000)]
    progress: list[tuple[int, int]] = []
    with fake_scirius(Store(events)) as server:
        found = client_of(server).events("a", TimeRange(0, 90_000), limit=50_000, progress=lambda *at: progress.append(at))
    assert len(found.rows) == 25_000
    assert {row["_id"] for row in found.rows} == {event["_id"] for event in events}
    assert [row["ms"] for row in found.rows] == sorted((event["ms"] for event in events), reverse=True)
    assert (found.hits, found.truncated) == (25_000, False)
    assert progress[-1] == (25_000, 25_000)


def test_past_the_wall_stops_at_the_limit() -> None:
    events = [{"_id": str(n), "ms": n} for n in range(30_000)]
    with fake_scirius(Store(events)) as server:
        found = client_of(server).events("a", TimeRange(0, 40_000), limit=12_000)
    assert (len(found.rows), found.hits, found.truncated) == (12_000, 30_000, True)
    assert found.rows[0]["ms"] == 29_999


def test_says_that_a_full_millisecond_cannot_be_reached() -> None:
    events = [{"_id": str(n), "ms": 500} for n in range(10_500)]
    with fake_scirius(Store(events)) as server:
        with pytest.warns(UserWarning, match="in the millisecond 500"):
            found = client_of(server).events("a", TimeRange(0, 1000), limit=20_000)
    assert len(found.rows) == 10_000
    assert found.truncated


def test_says_when_the_count_is_capped() -> None:
    with fake_scirius(Store([{"_id": str(n), "ms": n} for n in range(10_001)])) as server:
        found = client_of(server).events("a", TimeRange(0, 20_000), limit=100)
    assert (found.hits, found.hits_capped, found.truncated) == (10_000, True, True)


def test_never_asks_for_an_interval_that_could_harm_the_engine() -> None:
    with fake_scirius(lambda _: Reply({"aggregations": {"date": {"buckets": []}}})) as server:
        client_of(server).timeline("a", TimeRange(0, 365 * 86_400_000), interval_s=0)
    assert int(server.asked[0].params["interval"]) >= 365 * 86_400 / 10_000


def test_warns_of_an_ordering_that_loses_events() -> None:
    with fake_scirius(lambda _: Reply({"count": 0, "results": []})) as server:
        with pytest.warns(LossyOrdering, match="_exists_:http.status"):
            client_of(server).events("a", ALL, ordering="-http.status")


def test_counts_exactly_past_the_cap() -> None:
    with fake_scirius(Store([{"_id": str(n), "ms": n} for n in range(12_345)])) as server:
        assert client_of(server).count("a", TimeRange(0, 20_000)) == 12_345


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(
        [*command, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def over_tls(certificate: Path, answer: Any, **arguments: Any) -> Any:
    import http.server
    import threading

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b'{"count": 0, "results": []}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        settings = read_settings({"scirius_host": f"127.0.0.1:{server.server_address[1]}", "scirius_token": TOKEN, **arguments})
        return answer(SciriusClient(Transport(settings)))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_names_a_certificate_that_is_not_trusted_and_the_way_out(certificate: Path) -> None:
    with pytest.raises(Unreachable, match="SCIRIUS_CA_BUNDLE"):
        over_tls(certificate, lambda client: client.events("a", ALL))


def test_trusts_the_bundle_that_is_named(certificate: Path) -> None:
    found = over_tls(certificate, lambda client: client.events("a", ALL), scirius_ca_bundle=str(certificate / "cert.pem"))
    assert found.hits == 0


def test_does_without_verification_when_told_to(certificate: Path) -> None:
    assert over_tls(certificate, lambda client: client.events("a", ALL), scirius_tls_verify="No").hits == 0
