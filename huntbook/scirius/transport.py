"""One GET to Scirius: TLS, proxies, redirects, retries, and an error with a sentence for each way it can fail.

Standard library only, so that it also runs in kernels where nothing can be installed.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Mapping
from urllib.parse import urlencode, urljoin, urlsplit

from .errors import AccessDenied, FilterError, NotFound, Refused, SciriusError, Unreachable
from .settings import CA_BUNDLE, HOST, TLS_VERIFY, Settings

TIMEOUT_S = 40.0
"""Scirius itself waits 30 s for its search engine. Source: facts/scirius §1.1."""
MAX_REQUEST_LINE_BYTES = 4094
"""What gunicorn takes by default, and Scirius' start script does not raise. Source: facts/spike-scirius, "Limits"."""
_MAX_REDIRECTS = 5
_RETRIES = 2
_RETRY_AFTER_S = 0.5
_BUSY = frozenset((429, 502, 503, 504))
_MAX_ERROR_BYTES = 64 * 1024
_MAX_ANSWER_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """A JSON answer (None when the body was empty) and the headers that came with it, names in lower case."""

    value: Any
    headers: Mapping[str, str]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Redirects are followed by hand: the library would take the token along to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Transport:
    """Sends requests to the one server that the settings name."""

    def __init__(self, settings: Settings, timeout_s: float = TIMEOUT_S) -> None:
        self.settings = settings
        self._timeout_s = timeout_s
        self._opener: urllib.request.OpenerDirector | None = None

    def url_of(self, path: str, params: Mapping[str, Any]) -> str:
        """The address of a request. The slash at the end is required: without it Scirius answers with a redirect."""
        query = urlencode({name: value for name, value in params.items() if value is not None})
        address = f"{self.settings.base_url}/{path.strip('/')}/"
        return f"{address}?{query}" if query else address

    def request_line_bytes(self, path: str, params: Mapping[str, Any]) -> int:
        parts = urlsplit(self.url_of(path, params))
        return len(f"GET {parts.path}?{parts.query} HTTP/1.1\r\n")

    def get(self, path: str, params: Mapping[str, Any]) -> Answer:
        """The JSON answer. Raises a `SciriusError`; an answer of 429 and 502 to 504 is asked for again, twice."""
        length = self.request_line_bytes(path, params)
        if length > MAX_REQUEST_LINE_BYTES:
            raise FilterError(
                f"The request is {length:,} bytes long, and Scirius takes {MAX_REQUEST_LINE_BYTES:,}. Shorten the filter, or "
                "give its long list as a variable, {{name}}: it is then asked for in parts."
            )
        url = self.url_of(path, params)
        for _ in range(_MAX_REDIRECTS + 1):
            status, headers, body = self._send(url)
            if status not in (301, 302, 303, 307, 308):
                return _answer_of(status, headers, body, self.settings)
            url = self._redirected(url, headers.get("location", ""))
        raise Refused(f"{self.settings.base_url} redirects in a circle. Check {HOST}.")

    def _redirected(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        if _origin(target) != _origin(self.settings.base_url):
            raise Refused(
                f"{self.settings.base_url} redirects to {_origin(target)}. The token is not sent there; set {HOST} to that address if it is right."
            )
        if "login" in urlsplit(target).path:
            raise AccessDenied(f"{self.settings.base_url} asks for a login: the token was not accepted. {_HOW_TO_MAKE_ONE}")
        return target

    def _send(self, url: str) -> tuple[int, Mapping[str, str], bytes]:
        for attempt in range(_RETRIES + 1):
            status, headers, body = self._send_once(url)
            if status not in _BUSY or attempt == _RETRIES:
                break
            time.sleep(_RETRY_AFTER_S * 2**attempt)
        return status, headers, body

    def _send_once(self, url: str) -> tuple[int, Mapping[str, str], bytes]:
        request = urllib.request.Request(
            url,
            headers={
                "Authorization": f"Token {self.settings.token}",
                "Accept": "application/json",
                "User-Agent": "huntbook",
            },
        )
        try:
            if self._opener is None:
                self._opener = self._open()
            with self._opener.open(request, timeout=self._timeout_s) as response:
                return response.status, _lower(response.headers), _read(response)
        except urllib.error.HTTPError as error:
            # An error is an error, however much of its page arrives.
            with error:
                return error.code, _lower(error.headers), error.read(_MAX_ERROR_BYTES)
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise _unreachable(error, self.settings, self._timeout_s) from None

    def _open(self) -> urllib.request.OpenerDirector:
        # An empty table keeps urllib from reading proxies of the environment that were not admitted.
        host = urlsplit(self.settings.base_url).hostname or ""
        bypass = _is_bypassed(host, self.settings.no_proxy)
        proxies = {} if bypass else dict(self.settings.proxies)
        return urllib.request.build_opener(
            urllib.request.ProxyHandler(proxies),
            urllib.request.HTTPSHandler(context=_tls_context(self.settings)),
            _NoRedirects(),
        )


_HOW_TO_MAKE_ONE = "Make one in Scirius under Account settings, Edit Token, Regenerate."
_HINTS_403 = {
    "Invalid token.": f"The token is not valid there. {_HOW_TO_MAKE_ONE}",
    "Authentication credentials were not provided.": "The token did not arrive; a proxy in between may drop the header.",
    "You do not have permission to perform this action.": "The token is valid, and its user lacks the right to see events.",
}


def _answer_of(status: int, headers: Mapping[str, str], body: bytes, settings: Settings) -> Answer:
    server = settings.base_url
    is_json = "json" in headers.get("content-type", "")
    if status == 200 and not body.strip():
        return Answer(None, headers)
    if status == 200 and is_json:
        try:
            return Answer(json.loads(body), headers)
        except ValueError:
            raise Refused(f"{server} sent half an answer. Ask again, or for fewer events at a time.") from None
    if status == 200:
        raise Refused(f"{server} answered with a page instead of data: it is no Scirius, or a login stands before it.")
    raise _error_of(status, _detail_of(body) if is_json else "", server)


def _error_of(status: int, detail: str, server: str) -> SciriusError:
    if status in (401, 403):
        return AccessDenied(f"{server} refuses: {_HINTS_403.get(detail, detail or 'no reason was given.')}")
    if status == 404:
        return NotFound(f"{server} has no such page{f' ({detail})' if detail else ''}. Check {HOST}: it must be a Scirius.")
    if status == 414:
        return FilterError("The filter is too long for this server. Ask for a part of the list at a time.")
    if status in _BUSY:
        return Refused(f"{server} is busy or restarting ({status}), also when asked again. Try later, or a shorter time range.")
    if "timeout" in detail.lower():
        return Refused(f"The search engine behind {server} gave up after 30 s. Ask for a shorter time range or without leading wildcards.")
    if "search_phase_execution_exception" in detail:
        return FilterError(
            "The search engine cannot read the filter (or the page lies beyond the first 10,000 events). Common causes: an unescaped "
            "/ or : in a value, a missing value, more than 1,024 terms. `huntbook scirius lint` shows the place."
        )
    if status == 400:
        return Refused(f"{server} refuses the request: {detail or 'a parameter is wrong'}.")
    return Refused(f"{server} failed ({status}){f': {detail}' if detail else ': a parameter that it could not read, or a fault of its own'}.")


def _detail_of(body: bytes) -> str:
    """What a JSON error says, short and on one line; error bodies of servers are not ours to trust."""
    try:
        value = json.loads(body)
    except ValueError:
        return ""
    text = value.get("detail", value) if isinstance(value, dict) else value
    printable = "".join(character if character.isprintable() else " " for character in str(text))
    return printable[:300]


def _unreachable(error: Exception, settings: Settings, timeout_s: float) -> Unreachable:
    reason = getattr(error, "reason", error)
    server = settings.base_url
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Unreachable(
            f"The certificate of {server} is not trusted ({reason.verify_message}). Name its CA in {CA_BUNDLE}, or set {TLS_VERIFY}=no."
        )
    if isinstance(reason, ssl.SSLError):
        return Unreachable(f"{server} does not speak TLS as expected. Write http:// before the host if it has none.")
    if isinstance(reason, (TimeoutError, socket.timeout)):
        return Unreachable(f"{server} did not answer within {timeout_s:.0f} s. Ask for a shorter time range, or look whether it runs.")
    if isinstance(reason, socket.gaierror):
        return Unreachable(f"There is no host {urlsplit(server).hostname}. Check {HOST} ({settings.host_source}).")
    if isinstance(reason, (http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionResetError)):
        return Unreachable(f"{server} closed the connection in the middle of its answer. Ask again, or for fewer events at a time.")
    if isinstance(reason, ConnectionRefusedError):
        return Unreachable(f"Nothing listens at {server} ({HOST} of {settings.host_source}).")
    return Unreachable(f"{server} could not be reached ({type(reason).__name__}).")


def _tls_context(settings: Settings) -> ssl.SSLContext:
    if not settings.tls_verify:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    try:
        context = ssl.create_default_context()
        if settings.ca_bundle is not None:
            context.load_verify_locations(cafile=settings.ca_bundle)
        return context
    except (OSError, ssl.SSLError):
        raise Unreachable(f"{CA_BUNDLE} names {settings.ca_bundle}, which is no readable file of certificates.") from None


def _read(response: Any) -> bytes:
    body: bytes = response.read(_MAX_ANSWER_BYTES + 1)
    if len(body) > _MAX_ANSWER_BYTES:
        raise Refused("The answer is larger than 512 MB. Ask for fewer events at a time.")
    # A read with a limit does not notice that the connection ended early.
    promised = response.headers.get("Content-Length", "")
    if promised.isdigit() and len(body) < int(promised):
        raise http.client.IncompleteRead(body)
    return body


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _is_bypassed(host: str, no_proxy: str) -> bool:
    """`NO_PROXY`: names and suffixes, `*` for all; loopback never goes through a proxy."""
    if host in ("localhost", "127.0.0.1", "::1"):
        return True
    entries = [entry.strip().lstrip(".").lower() for entry in no_proxy.split(",")]
    return any(entry == "*" or (entry and (host == entry or host.endswith(f".{entry}"))) for entry in entries)
