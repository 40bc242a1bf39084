"""Runs notebooks with papermill: a JSON list of notebooks in, of {notebook, error} out."""

import json
import logging
import os
import sys
import tempfile
import warnings

import nbformat
import papermill

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")


# papermill now and then waits for ever for a reply that never comes (seen once in some hundred runs).
TIMEOUT_SECONDS = 60
ATTEMPTS = 3


def run(notebook):
    for _ in range(ATTEMPTS):
        with tempfile.TemporaryDirectory() as folder:
            answer = run_once(notebook, folder)
        if answer["error"] != "CellTimeoutError":
            break
    return answer


def run_once(notebook, folder):
    source, target = os.path.join(folder, "in.ipynb"), os.path.join(folder, "out.ipynb")
    with open(source, "w", encoding="utf-8") as file:
        json.dump(notebook, file)
    error = None
    try:
        papermill.execute_notebook(
            source, target, progress_bar=False, kernel_name="python3", cwd=folder, execution_timeout=TIMEOUT_SECONDS
        )
    except Exception as raised:
        error = type(raised).__name__
    with open(target, encoding="utf-8") as file:
        text = file.read()
    nbformat.validate(json.loads(text))
    return {"notebook": json.loads(text), "error": error}


def main():
    json.dump([run(notebook) for notebook in json.load(sys.stdin)], sys.stdout)


main()
