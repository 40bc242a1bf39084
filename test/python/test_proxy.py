"""What the Jupyter server is told to start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from huntbook import proxy


def test_it_starts_the_service_for_the_folder_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    companion = tmp_path / "huntbook.cjs"
    companion.touch()
    monkeypatch.setenv("HUNTBOOK_COMPANION", str(companion))
    monkeypatch.setattr(proxy, "find_node", lambda: "/opt/node")
    monkeypatch.chdir(tmp_path)
    command = proxy.program("/run/s")
    assert command[:3] == ["/opt/node", str(companion), "serve"]
    assert command[command.index("--socket") + 1] == "/run/s"
    assert Path(command[command.index("--root") + 1]) == tmp_path.resolve()
    assert command[command.index("--python") + 1] == sys.executable
    assert "--follow-parent" in command


def test_braces_of_a_path_survive_the_template_of_the_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "{user}"
    folder.mkdir()
    (folder / "huntbook.cjs").touch()
    monkeypatch.setenv("HUNTBOOK_COMPANION", str(folder / "huntbook.cjs"))
    monkeypatch.setattr(proxy, "find_node", lambda: "/opt/node")
    rendered = [part.format(unix_socket="x", port=1, base_url="/") for part in proxy.command_line("/run/s")]
    assert rendered == proxy.program("/run/s")


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"HUNTBOOK_NODE": "/no/node"}, "HUNTBOOK_NODE is /no/node, but it cannot be run."),
        ({"HUNTBOOK_COMPANION": "/no/huntbook.cjs", "HUNTBOOK_NODE": "{node}"}, "there is no /no/huntbook.cjs."),
    ],
)
def test_what_is_missing_is_said_by_a_program_in_its_place(
    variables: dict[str, str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v20.19.0\n")
    node.chmod(0o755)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(node=node))
    command = proxy.program("/run/s")
    assert command[:4] == [sys.executable, "-m", "huntbook.unavailable", "/run/s"]
    assert sentence in command[4]


def test_on_windows_the_server_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy.os, "name", "nt")
    with pytest.raises(RuntimeError, match="does not run on Windows yet"):
        proxy.setup()
