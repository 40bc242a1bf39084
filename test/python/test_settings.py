from __future__ import annotations

from pathlib import Path

import pytest

from huntbook.scirius.errors import NotConfigured
from huntbook.scirius.settings import base_url_of, read_settings


def home_file(text: str) -> None:
    (Path.home() / ".env").write_text(text)


def test_arguments_win_over_environment_and_files(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".env").write_text("SCIRIUS_HOST=file\nSCIRIUS_TOKEN=f\n")
    monkeypatch.setenv("SCIRIUS_HOST", "environment")
    monkeypatch.setenv("SCIRIUS_TOKEN", "e")
    found = read_settings({"scirius_host": "argument:8443", "scirius_token": "a"})
    assert (found.base_url, found.token) == ("https://argument:8443", "a")


def test_defect_docstring_order_environment_wins_over_a_file(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".env").write_text("SCIRIUS_HOST=file\nSCIRIUS_TOKEN=f\n")
    monkeypatch.setenv("SCIRIUS_HOST", "environment")
    monkeypatch.setenv("SCIRIUS_TOKEN", "e")
    assert read_settings().base_url == "https://environment"


def test_needs_no_file_when_the_arguments_say_it_all() -> None:
    assert read_settings({"scirius_host": "h", "scirius_token": "t"}).host_source == "the arguments"


def test_looks_from_the_working_folder_up_to_the_git_root_and_then_at_home(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".git").mkdir()
    (clean_environment / ".env").write_text("SCIRIUS_HOST=root\nSCIRIUS_TOKEN=r\n")
    below = clean_environment / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    home_file("SCIRIUS_HOST=home\nSCIRIUS_TOKEN=h\n")
    assert read_settings().base_url == "https://root"
    monkeypatch.setenv("SCIRIUS_ENVFILE_IN_HOME", "yes")
    assert read_settings().base_url == "https://home"


def test_reads_no_file_above_a_folder_that_is_in_no_checkout(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".env").write_text("SCIRIUS_HOST=above\nSCIRIUS_TOKEN=r\n")
    below = clean_environment / "a"
    below.mkdir()
    monkeypatch.chdir(below)
    with pytest.raises(NotConfigured, match="No token for Scirius"):
        read_settings()


@pytest.mark.parametrize("where", ["environment", "home"])
def test_a_file_beside_a_notebook_cannot_redirect_a_stronger_token(where: str, clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".env").write_text("SCIRIUS_HOST=evil.example\nSCIRIUS_TLS_VERIFY=no\n")
    if where == "environment":
        monkeypatch.setenv("SCIRIUS_TOKEN", "canary-token")
    else:
        home_file("SCIRIUS_TOKEN=canary-token\nSCIRIUS_HOST=home.example\n")
    with pytest.raises(NotConfigured, match="not sent to a host that a weaker source names") as failure:
        read_settings()
    assert "canary-token" not in str(failure.value)


def test_a_file_beside_a_notebook_cannot_weaken_tls_nor_set_a_proxy(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".env").write_text("SCIRIUS_TLS_VERIFY=no\nSCIRIUS_CA_BUNDLE=evil.pem\nHTTPS_PROXY=http://evil.example:1\n")
    monkeypatch.setenv("SCIRIUS_HOST", "h")
    monkeypatch.setenv("SCIRIUS_TOKEN", "t")
    found = read_settings()
    assert (found.tls_verify, found.ca_bundle, dict(found.proxies)) == (True, None, {})


def test_a_job_of_cortex_reads_no_file(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean_environment / ".env").write_text("SCIRIUS_HOST=file\nSCIRIUS_TOKEN=f\n")
    monkeypatch.setenv("HUNTBOOK_DOTENV", "off")
    with pytest.raises(NotConfigured, match="is neither in the environment nor in a .env file[.].*huntbook scirius serve"):
        read_settings()


@pytest.mark.parametrize("spelling", ["no", "No", "FALSE", "0", "off", False])
def test_takes_any_spelling_of_no(spelling: object) -> None:
    assert read_settings({"scirius_token": "t", "scirius_tls_verify": spelling}).tls_verify is False


@pytest.mark.parametrize("spelling", ["Yes", "TRUE", "1", True])
def test_takes_any_spelling_of_yes(spelling: object) -> None:
    assert read_settings({"scirius_token": "t", "scirius_tls_verify": spelling}).tls_verify is True


def test_refuses_what_is_neither_yes_nor_no() -> None:
    with pytest.raises(NotConfigured, match="SCIRIUS_TLS_VERIFY .the arguments. is neither yes nor no"):
        read_settings({"scirius_token": "t", "scirius_tls_verify": "maybe"})


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("scirius.example", "https://scirius.example"),
        ("10.0.0.1:8443/", "https://10.0.0.1:8443"),
        ("http://127.0.0.1:9200", "http://127.0.0.1:9200"),
        ("https://x.example/scirius/", "https://x.example/scirius"),
        ("[::1]:8000", "https://[::1]:8000"),
    ],
)
def test_takes_a_host_with_or_without_scheme_and_port(host: str, url: str) -> None:
    assert base_url_of(host) == url


@pytest.mark.parametrize("host", ["", "http://", "ftp://x", "https://user:pw@x", "x:port", "https://x?y", "http://[::1"])
def test_refuses_what_is_no_address(host: str) -> None:
    with pytest.raises(NotConfigured, match="no address"):
        base_url_of(host)


def test_reads_files_as_others_do(clean_environment: Path) -> None:
    (clean_environment / ".env").write_text("# comment\nexport SCIRIUS_HOST = 'quoted host'\nSCIRIUS_TOKEN=abc # mine\nnonsense\n")
    with pytest.raises(NotConfigured, match="no address"):
        read_settings()
    (clean_environment / ".env").write_text('SCIRIUS_HOST="h"\nSCIRIUS_TOKEN=abc # mine\n')
    assert read_settings().token == "abc"


def test_shows_no_token() -> None:
    assert "canary" not in repr(read_settings({"scirius_token": "canary"}))
