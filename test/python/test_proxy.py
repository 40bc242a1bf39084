"""What the Jupyter server is told to start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from huntbook import proxy
from huntbook.node import NodeMissing, find_node


def test_it_starts_the_service_of_a_checkout_for_the_folder_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
        ({"HUNTBOOK_NODE": "/no/node"}, "HUNTBOOK_NODE is /no/node, but it cannot be run. Point it to Node 20.19 or newer, or unset it."),
        ({"HUNTBOOK_COMPANION": "/no/huntbook.cjs", "HUNTBOOK_NODE": "{node}"}, "Correct HUNTBOOK_COMPANION."),
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
    assert command[4].endswith(sentence)


@pytest.mark.parametrize(("version", "is_enough"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("oops", False)])
def test_a_node_that_is_too_old_is_passed_over(version: str, is_enough: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    monkeypatch.delenv("HUNTBOOK_NODE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("huntbook.node._node_of_wheel", lambda: None)
    if is_enough:
        assert find_node() == str(node)
    else:
        with pytest.raises(NodeMissing, match=r"pip install 'huntbook\[node\]'"):
            find_node()
