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


def run(notebook, folder):
    source, target = os.path.join(folder, "in.ipynb"), os.path.join(folder, "out.ipynb")
    with open(source, "w", encoding="utf-8") as file:
        json.dump(notebook, file)
    error = None
    try:
        papermill.execute_notebook(source, target, progress_bar=False, kernel_name="python3", cwd=folder)
    except Exception as raised:
        error = type(raised).__name__
    with open(target, encoding="utf-8") as file:
        text = file.read()
    nbformat.validate(json.loads(text))
    return {"notebook": json.loads(text), "error": error}


def main():
    answers = []
    for notebook in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as folder:
            answers.append(run(notebook, folder))
    json.dump(answers, sys.stdout)


main()
