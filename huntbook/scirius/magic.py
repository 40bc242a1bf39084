"""The `%%scirius` cell magic. `%load_ext huntbook` registers it; Huntbook's own executor and JupyterLab do so unasked."""

from __future__ import annotations

import warnings
from typing import Any, NoReturn

from .connector import RESTSciriusConnector
from .errors import SciriusError
from .magic_line import QueryLineError, read_query_line
from .query import run_query

_connector: RESTSciriusConnector | None = None


def load_ipython_extension(shell: Any) -> None:
    """Registers the magic in an IPython shell."""

    def scirius(line: str, cell: str) -> None:
        run_cell(shell, line, cell)

    shell.register_magic_function(scirius, magic_kind="cell", magic_name="scirius")


def run_cell(shell: Any, line: str, cell: str) -> None:
    """Runs one query cell: the result goes into the variable that the line names, the view is shown.

    What goes wrong is one sentence on stderr and an exception that stops the notebook, without a traceback of ours.
    """
    try:
        query = read_query_line(line)
        connector = _connector_of(shell, query.connector)
        base = None if connector.ignore_basefilter else connector.basefilter
        with warnings.catch_warnings():
            # The view says whether something was left out.
            warnings.simplefilter("ignore")
            value, view = run_query(query, cell.strip(), shell.user_ns.__getitem__, connector._client, base)
    except SciriusError as error:
        _stop(error)
    shell.user_ns[query.variable] = value
    from IPython.display import display

    display(view)


def _connector_of(shell: Any, name: str | None) -> RESTSciriusConnector:
    """The connector in a variable, or the one of the settings, made once."""
    global _connector
    if name is not None:
        found = shell.user_ns.get(name)
        if not isinstance(found, RESTSciriusConnector):
            raise QueryLineError(f"%%scirius --on {name}: there is no RESTSciriusConnector in that variable.")
        return found
    if _connector is None:
        _connector = RESTSciriusConnector()
    return _connector


def _stop(error: SciriusError) -> NoReturn:
    """Ends the cell with the sentence alone: a traceback through this package would tell an analyst nothing."""
    error.__traceback__ = None
    error._render_traceback_ = lambda: [f"{type(error).__name__}: {error}"]  # type: ignore[attr-defined]
    raise error.with_traceback(None) from None


def forget_connector() -> None:
    """Makes the next cell read the settings anew."""
    global _connector
    _connector = None
