"""Scirius from a kernel: the connector of Suricata Analytics, repaired, and the `%%scirius` magic."""

from __future__ import annotations

from .connector import RESTSciriusConnector
from .errors import SciriusError
from .filters import escaped, joined, term, terms

__all__ = ["RESTSciriusConnector", "SciriusError", "escaped", "joined", "term", "terms"]
