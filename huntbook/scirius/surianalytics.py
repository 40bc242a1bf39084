"""Lets notebooks written for Suricata Analytics run where that package is not installed: the same imports, our connector.

Not there: the widgets (`Explorer`, `UniqPivot`, `Timepicker`), which need a person, and `ESQueryBuilder`, which only the
commercial Scirius answers.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .connector import RESTSciriusConnector
from .filters import escaped
from .settings import boolean

if TYPE_CHECKING:
    import networkx

_PACKAGE = "surianalytics"
_NODE_COLOURS = {"source": "tab:blue", "destination": "tab:orange"}


def install() -> None:
    """Makes `surianalytics` importable, unless the real one is installed or imported."""
    if _PACKAGE in sys.modules or importlib.util.find_spec(_PACKAGE) is not None:
        return
    connectors = _module("connectors", RESTSciriusConnector=RESTSciriusConnector, check_str_bool=check_str_bool, escape=escape)
    helpers = _module("helpers", check_str_bool=check_str_bool, escape=escape)
    viz = _module("viz", draw_nx_graph=draw_nx_graph)
    config = _module("widgets.config", update_connector_timeframe=update_connector_timeframe, RESTSciriusConnector=RESTSciriusConnector)
    widgets = _module("widgets", config=config, __path__=[])
    _module("", connectors=connectors, helpers=helpers, viz=viz, widgets=widgets, __path__=[])


def update_connector_timeframe(c: RESTSciriusConnector, dump_path: str) -> bool:
    """Takes over the time range of a JSON file that notebooks share; False when there is no file.

    Its keys: `use_relative_time`, `time_days`, `time_hours`, `time_minutes`, `from_date`, `to_date`.
    """
    path = Path(dump_path)
    if not path.is_file():
        return False
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["use_relative_time"]:
            c.set_query_delta(days=int(data["time_days"]), hours=int(data["time_hours"]), minutes=int(data["time_minutes"]))
        else:
            c.set_query_timeframe(data["from_date"], data["to_date"])
    except (KeyError, TypeError, json.JSONDecodeError):
        raise ValueError(f"{dump_path} holds no time range as the time picker saves it.") from None
    return True


def draw_nx_graph(g: "networkx.Graph", width: int = 900, height: int = 600) -> Any:
    """Draws a graph of fields, sources blue and destinations orange; gives the matplotlib figure. Sizes are pixels."""
    import matplotlib.pyplot as plt
    import networkx as nx

    figure, axes = plt.subplots(figsize=(width / 100, height / 100), dpi=100)
    colours = [_NODE_COLOURS.get(data.get("kind", ""), "tab:gray") for _, data in g.nodes(data=True)]
    nx.draw_networkx(g, pos=nx.spring_layout(g, seed=7), ax=axes, node_color=colours, node_size=120, font_size=7, edge_color="lightgray")
    axes.set_axis_off()
    return figure


def escape(text: str) -> str:
    """A text with everything escaped that means something in a filter. The original doubled its own backslashes."""
    return escaped(text)


def check_str_bool(value: Any) -> bool:
    """A truth value in any usual spelling."""
    return value if isinstance(value, bool) else boolean(str(value), "The value")


def _module(name: str, **content: Any) -> ModuleType:
    full_name = f"{_PACKAGE}.{name}" if name else _PACKAGE
    module = ModuleType(full_name, "Stands in for Suricata Analytics. Source: huntbook.scirius.surianalytics.")
    vars(module).update(content)
    sys.modules[full_name] = module
    return module
