"""Answers questions about parameters with papermill's own functions: a JSON list of [topic, input] in, of answers out."""

import ast
import datetime
import json
import logging
import sys
import unicodedata
import warnings

import papermill.parameterize
import yaml
from papermill.cli import _resolve_type
from papermill.iorw import NoDatesSafeLoader
from papermill.parameterize import add_builtin_parameters, parameterize_path
from papermill.translators import PythonTranslator, papermill_translators

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")


def tagged(value):
    """The value with its type, in JSON that keeps both: ints and floats as text, maps as pairs."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return {"int": hex(value)}
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, str):
        return {"str": value}
    if isinstance(value, list):
        return {"list": [tagged(item) for item in value]}
    if isinstance(value, dict):
        return {"map": [[key if isinstance(key, str) else str(key), tagged(item)] for key, item in value.items()]}
    raise TypeError(type(value).__name__)


def untagged(value):
    if value is None or isinstance(value, bool):
        return value
    ((kind, inner),) = value.items()
    if kind == "int":
        return int(inner, 16)
    if kind == "float":
        return float.fromhex(inner)
    if kind == "str":
        return inner
    if kind == "list":
        return [untagged(item) for item in inner]
    return {key: untagged(item) for key, item in inner}


def literal(node):
    """Like ast.literal_eval, plus float('nan'), float('inf') and float('-inf'): anything else is code."""
    if isinstance(node, ast.Call):
        (argument,) = node.args
        assert isinstance(node.func, ast.Name) and node.func.id == "float" and not node.keywords
        assert argument.value in ("nan", "inf", "-inf")
        return float(argument.value)
    if isinstance(node, ast.List):
        return [literal(item) for item in node.elts]
    if isinstance(node, ast.Dict):
        return {literal(key): literal(item) for key, item in zip(node.keys, node.values)}
    return ast.literal_eval(node)


def assignments(source):
    """The names and values that the source assigns; refuses every statement that is no assignment of a literal."""
    result = {}
    for statement in ast.parse(source).body:
        assert isinstance(statement, ast.Assign)
        (target,) = statement.targets
        result[target.id] = literal(statement.value)
    return tagged(result)


def updated(value):
    """As papermill takes a text of parameters into what it has."""
    result = {}
    result.update(value)
    return result


def expand(question):
    moment = datetime.datetime.fromisoformat(question["now"])
    builtins = {
        "run_uuid": question["runUuid"],
        "current_datetime_local": moment.astimezone().replace(tzinfo=None),
        "current_datetime_utc": moment,
    }
    parameters = {"pm": builtins, **untagged(question["parameters"])}
    return parameterize_path(question["template"], parameters)


def codify(question):
    """The cell of papermill's own translator; none when it refuses the value."""
    translator = papermill_translators.find_translator(None, question["language"])
    try:
        return translator.codify(untagged(question["parameters"]))
    except NotImplementedError:
        return None


TOPICS = {
    "coerce": lambda text: tagged(_resolve_type(text)),
    "yaml": lambda text: tagged(updated(yaml.load(text, Loader=NoDatesSafeLoader) or {})),
    "inspect": lambda source: [
        {"name": p.name, "type": None if p.inferred_type_name == "None" else p.inferred_type_name, "default": p.default, "help": p.help}
        for p in {p.name: p for p in PythonTranslator.inspect({"source": source})}.values()
    ],
    "assignments": assignments,
    "written": lambda parameters: PythonTranslator.codify(untagged(parameters)),
    "codify": codify,
    "expand": expand,
    "digits": lambda zone: [c for c in range(0x110000) if unicodedata.decimal(chr(c), None) is not None],
}


def answer(topic, question):
    try:
        return {"value": TOPICS[topic](question)}
    except Exception as error:
        return {"error": type(error).__name__ + ": " + str(error)[:200]}


json.dump([answer(*each) for each in json.load(sys.stdin)], sys.stdout)
