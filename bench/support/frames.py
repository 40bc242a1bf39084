"""From the text of a REST answer to a frame: `huntbook.scirius.frames` beside `pandas.json_normalize`, in one process.

usage: frames.py EVENTS ROUNDS; prints JSON: seconds of CPU by what was done (the least of the rounds), and the shape.
"""

import json
import random
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from huntbook.scirius.frames import events_frame  # noqa: E402
from huntbook.scirius.query import _CLUES, USUAL_COLUMNS  # noqa: E402

NAMES_PER_TYPE = 70
PER_EVENT = 8


def answer_of(path: str) -> str:
    """10,000 events of a file, mixed as in a real log: with about as many different fields, some 870 (facts/spike-scirius)."""
    chance = random.Random(1)
    with open(path, encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines][:10_000]
    for event in events:
        picked = chance.sample(range(NAMES_PER_TYPE), PER_EVENT)
        event.setdefault(event["event_type"], {})["detail"] = {f"field_{number}": f"{number} of {event['flow_id'] % 97}" for number in picked}
    return json.dumps({"count": len(events), "next": None, "previous": None, "results": events})


def main() -> None:
    text = answer_of(sys.argv[1])
    usual = [*USUAL_COLUMNS["events"], *_CLUES]
    ways = {
        "json_normalize": lambda: pd.json_normalize(json.loads(text)["results"]),
        "default": lambda: events_frame(json.loads(text)["results"], usual),
        "all": lambda: events_frame(json.loads(text)["results"]),
        "parse": lambda: json.loads(text),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(int(sys.argv[2])):
        for name in list(ways) if number % 2 == 0 else list(reversed(ways)):
            start = time.process_time()
            ways[name]()
            seconds[name].append(time.process_time() - start)
    shape = ways["all"]().shape
    print(json.dumps({**{name: min(each) for name, each in seconds.items()}, "rows": shape[0], "columns": shape[1], "bytes": len(text)}))


main()
