"""The table that this client and the one in TypeScript both pass."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from fake_scirius import TOKEN, Asked, Reply, Store, fake_scirius

from huntbook.scirius import transport as transport_module
from huntbook.scirius.client import SciriusClient, TimeRange
from huntbook.scirius.errors import SciriusError
from huntbook.scirius.settings import read_settings
from huntbook.scirius.transport import Transport

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "fixtures/scirius/cases.json").read_text())["cases"]


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_module, "_RETRY_AFTER_S", 0)


def answering(case: dict[str, Any]) -> Any:
    if "store" in case:
        of = case["store"]
        return Store([{"_id": str(n), "ms": n // of["perMs"] * of["stepMs"]} for n in range(of["events"])])
    replies = [
        Reply(reply.get("body", ""), reply.get("status", 200), reply.get("type", "application/json"), reply.get("headers", {}), reply.get("isCut", False))
        for reply in case["replies"]
    ]
    asked: list[Asked] = []

    def answer(request: Asked) -> Reply:
        asked.append(request)
        return replies[min(len(asked), len(replies)) - 1]

    return answer


def perform(ask: dict[str, Any], client: SciriusClient) -> dict[str, Any]:
    time = TimeRange(ask["from"], ask["to"])
    kind = ask.get("kind", "events")
    if kind == "count":
        return {"hits": client.count(ask["filter"], time)}
    if kind == "timeline":
        client.timeline(ask["filter"], time, ask["intervalS"])
        return {}
    call = client.alerts if kind == "alerts" else client.events
    found = call(ask["filter"], time, limit=ask.get("limit", 1000), ordering=ask.get("ordering"))
    assert len({id(row) for row in found.rows}) == len(found.rows)
    return {"rows": len(found.rows), "hits": found.hits, "capped": found.hits_capped, "truncated": found.truncated}


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    with fake_scirius(answering(case)) as server, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        client = SciriusClient(Transport(read_settings({"scirius_host": server.url, "scirius_token": TOKEN})))
        if "error" in case:
            with pytest.raises(SciriusError, match=case.get("says", "")) as failure:
                perform(case["ask"], client)
            assert failure.value.code == f"scirius.{case['error']}"
            assert TOKEN not in str(failure.value)
        else:
            found = perform(case["ask"], client)
            assert {name: found[name] for name in case.get("found", {})} == case.get("found", {})
    if "warns" in case:
        assert any(case["warns"] in str(warning.message) for warning in told)
    if "asked" not in case:
        return
    assert len(server.asked) == len(case["asked"])
    for asked, wanted in zip(server.asked, case["asked"]):
        assert asked.path == wanted.get("path", asked.path)
        assert {name: asked.params.get(name) for name in wanted.get("params", {})} == wanted.get("params", {})
        assert asked.headers["authorization"] == f"Token {TOKEN}"
