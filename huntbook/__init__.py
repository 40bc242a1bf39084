"""The Python side of Huntbook: what JupyterLab and Jupyter Server ask for, the `huntbook` command, and Scirius in kernels."""

from __future__ import annotations

from typing import Any


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the JupyterLab extension lies in a checkout, for `jupyter labextension develop`."""
    return [{"src": "labextension", "dest": "huntbook"}]


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext huntbook`: the `%%scirius` magic, and `surianalytics` for notebooks written for that package."""
    from .scirius import magic, surianalytics

    magic.load_ipython_extension(shell)
    surianalytics.install()


def __getattr__(name: str) -> Any:
    # Loaded when asked for: Jupyter Server imports this package and has no use for it.
    if name == "RESTSciriusConnector":
        from .scirius import RESTSciriusConnector

        return RESTSciriusConnector
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
