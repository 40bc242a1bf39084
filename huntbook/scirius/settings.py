"""Which Scirius, with which token: from arguments, the environment and `.env` files, and who may name the host of a token.

A value is taken from the first source that has it: arguments, environment, `.env` of the working directory, those above
it up to the root of the git checkout, `.env` of the home. Trust is another order: a `.env` beside a notebook came with
the notebook, so it may not redirect a token, nor weaken TLS, that a stronger source gave.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, Mapping
from urllib.parse import urlsplit

from .errors import NotConfigured

NO_FILES = "HUNTBOOK_DOTENV"
"""Set to `off` where no `.env` may be read: Cortex jobs."""
HOME_ONLY = "SCIRIUS_ENVFILE_IN_HOME"
HOST, TOKEN = "SCIRIUS_HOST", "SCIRIUS_TOKEN"
TLS_VERIFY, CA_BUNDLE = "SCIRIUS_TLS_VERIFY", "SCIRIUS_CA_BUNDLE"
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
DEFAULT_HOST = "127.0.0.1"

_TRUE = frozenset(("1", "y", "yes", "t", "true", "on", "enable", "enabled"))
_FALSE = frozenset(("0", "n", "no", "f", "false", "off", "disable", "disabled"))
_MAX_FILE_BYTES = 64 * 1024


@dataclass(frozen=True)
class Source:
    """A place settings come from. The higher `trust`, the more it may decide about tokens."""

    name: str
    trust: int
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """A Scirius and how to reach it. `base_url` ends without a slash. The token is never part of `repr`."""

    base_url: str
    token: str = field(repr=False)
    tls_verify: bool
    ca_bundle: str | None
    proxies: Mapping[str, str] = field(repr=False)
    no_proxy: str
    host_source: str
    token_source: str


def read_settings(arguments: Mapping[str, Any] | None = None, *, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. `arguments` has lower-case names: `scirius_host`, `scirius_token`, `scirius_tls_verify`,
    `scirius_ca_bundle`. Raises `NotConfigured` with the sources that were looked at.
    """
    sources = find_sources(arguments or {}, os.environ if environment is None else environment)
    token_source = _first(sources, TOKEN)
    if token_source is None:
        raise NotConfigured(_no_token(sources))
    host_source = _first(sources, HOST)
    if host_source is not None and host_source.trust < token_source.trust:
        raise NotConfigured(
            f"{HOST} comes from {host_source.name}, and {TOKEN} from {token_source.name}, which is stronger: the token is "
            f"not sent to a host that a weaker source names. Name the host in {token_source.name}, too."
        )
    trusted = [source for source in sources if source.trust >= token_source.trust]
    ca_bundle = _value(trusted, CA_BUNDLE)
    # Cortex and requests name a bundle this way; it is the environment's word on certificates in general.
    fallback = _value(trusted, "REQUESTS_CA_BUNDLE") or _value(trusted, "SSL_CERT_FILE")
    verify = _first(trusted, TLS_VERIFY)
    return Settings(
        base_url=base_url_of(host_source.values[HOST] if host_source else DEFAULT_HOST),
        token=token_source.values[TOKEN],
        tls_verify=True if verify is None else boolean(verify.values[TLS_VERIFY], f"{TLS_VERIFY} ({verify.name})"),
        ca_bundle=ca_bundle or fallback,
        proxies={
            scheme: proxy
            for scheme in ("http", "https")
            if (proxy := _value(trusted, f"{scheme}_proxy".upper()) or _value(trusted, f"{scheme}_proxy")) is not None
        },
        no_proxy=_value(trusted, "NO_PROXY") or _value(trusted, "no_proxy") or "",
        host_source=host_source.name if host_source else "the default",
        token_source=token_source.name,
    )


def find_sources(arguments: Mapping[str, Any], environment: Mapping[str, str]) -> list[Source]:
    """All sources, the one whose values win first."""
    given = {name.upper(): _text(value) for name, value in arguments.items() if value is not None}
    files = list(_env_files(environment))
    # Nearer files win; files further up, and the home's, are trusted more.
    file_sources = [Source(str(path), index, _read_env_file(path)) for index, path in enumerate(files)]
    strongest = len(files)
    return [
        Source("the arguments", strongest + 1, given),
        Source("the environment", strongest, environment),
        *file_sources,
    ]


def base_url_of(host: str) -> str:
    """`https://host:port` of a host with or without scheme and port. Raises `NotConfigured` for what is no address."""
    text = host.strip()
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotConfigured(_NO_ADDRESS) from None
    is_address = parts.scheme in ("http", "https") and parts.hostname and not any(map(str.isspace, address))
    if not is_address or "@" in parts.netloc or parts.query or parts.fragment:
        raise NotConfigured(_NO_ADDRESS)
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{name}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"


_NO_ADDRESS = f"{HOST} is no address of a server. Write it as scirius.example.org or https://scirius.example.org:8443."


def boolean(value: str, name: str) -> bool:
    """A truth value in any usual spelling and case."""
    word = value.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise NotConfigured(f"{name} is neither yes nor no.")


def _env_files(environment: Mapping[str, str]) -> Iterator[Path]:
    if environment.get(NO_FILES, "").strip().lower() in _FALSE:
        return
    home = Path(environment.get("HOME") or Path.home()) / ".env"
    if environment.get(HOME_ONLY, "").strip().lower() not in _TRUE:
        yield from (path for path in _files_above(Path.cwd()) if path != home)
    if home.is_file():
        yield home


def _files_above(folder: Path) -> list[Path]:
    """`.env` of the folder and of those above it up to the root of the git checkout; outside of one, the folder's only."""
    folders = [folder, *folder.parents]
    root = next((index for index, above in enumerate(folders) if (above / ".git").exists()), 0)
    return [path for above in folders[: root + 1] if (path := above / ".env").is_file()]


def _read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines; `export`, quotes and `#` comments as other readers of `.env` take them. Unreadable means empty."""
    values: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(_MAX_FILE_BYTES)
    except OSError:
        return values
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and name.strip().isidentifier():
            values[name.strip()] = _unquoted(value.strip())
    return values


def _unquoted(value: str) -> str:
    if value[:1] in ('"', "'"):
        end = value.find(value[0], 1)
        if end > 0:
            return value[1:end]
    return value.split(" #", 1)[0].rstrip()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _first(sources: list[Source], name: str) -> Source | None:
    return next((source for source in sources if source.values.get(name, "").strip() != ""), None)


def _value(sources: list[Source], name: str) -> str | None:
    source = _first(sources, name)
    return None if source is None else source.values[name].strip()


def _no_token(sources: list[Source]) -> str:
    files = [source.name for source in sources[2:]]
    return (
        f"No token for Scirius: {TOKEN} is neither in the environment nor in {' or '.join(files) or 'a .env file'}. Make one in "
        f"Scirius under Account settings, Edit Token, Regenerate, or let `huntbook scirius serve` print one, and set {HOST} and "
        f"{TOKEN} in the environment or in a .env file."
    )
