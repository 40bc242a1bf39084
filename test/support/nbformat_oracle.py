"""Reads a JSON list of base64 notebook texts on stdin; prints for each what nbformat makes of it.

papermill's way: reads(as_version=4), v4.upgrade, writes(NO_CONVERT). New cell ids are counted instead of drawn, so that
the texts can be compared whole.
"""

import base64
import itertools
import json
import logging
import sys
import warnings

import nbformat
import nbformat.v4.convert
import nbformat.validator

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")


def convert(text):
    counter = itertools.count()
    new_id = lambda: format(next(counter), "08x")  # noqa: E731
    nbformat.v4.convert.random_cell_id = new_id
    nbformat.validator.generate_corpus_id = new_id
    notebook = nbformat.v4.upgrade(nbformat.reads(text, as_version=4))
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT)


def answer(encoded):
    try:
        text = base64.b64decode(encoded).decode("utf-8")
        return {"text": convert(text)}
    except Exception as error:
        return {"error": type(error).__name__ + ": " + str(error)}


def json_text(encoded):
    try:
        value = json.loads(base64.b64decode(encoded).decode("utf-8"))
        return {"text": json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)}
    except Exception as error:
        return {"error": type(error).__name__ + ": " + str(error)}


def float_text(text):
    return {"text": repr(float(text))}


MODES = {"notebook": answer, "json": json_text, "float": float_text}
mode = MODES[sys.argv[1]]
json.dump([mode(item) for item in json.load(sys.stdin)], sys.stdout)
