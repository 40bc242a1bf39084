"""What can go wrong between a notebook and Scirius, each with a sentence that says the way out."""

from __future__ import annotations

import sys
import warnings


class SciriusError(Exception):
    """Base class. `code` is stable and meant for programs; the message is one or two sentences for people.

    No message holds a token: they name hosts, paths and filters only.
    """

    code = "scirius.failed"


class NotConfigured(SciriusError):
    """No token, no usable host, or a token whose host was named by a source that may not name it."""

    code = "scirius.not-configured"


class FilterError(SciriusError, ValueError):
    """The filter cannot be sent as it is: unbalanced, too long, or refused by the search engine."""

    code = "scirius.filter"


class TimeError(SciriusError, ValueError):
    """A time range that cannot be read, or that ends before it begins."""

    code = "scirius.time"


class AccessDenied(SciriusError):
    """403 from Scirius, which never answers 401. Source: facts/spike-scirius, "Auth"."""

    code = "scirius.access"


class NotFound(SciriusError):
    """404: no such path on that server, or not a Scirius at all."""

    code = "scirius.not-found"


class Refused(SciriusError):
    """The server answered, but not with data."""

    code = "scirius.refused"


class Unreachable(SciriusError):
    """No answer: name, connection, TLS or time."""

    code = "scirius.unreachable"


class Truncated(UserWarning):
    """There are more events than were fetched."""


class LossyOrdering(UserWarning):
    """The ordering makes the search engine leave out events that lack the field."""


def warn(message: str, category: type[Warning]) -> None:
    """Warns at the line of whoever called into this package, however deep in it the reason came up."""
    frame, level = sys._getframe(), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "huntbook":
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
