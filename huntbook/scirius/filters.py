"""Filters (Lucene query_string) as text: balanced, wrapped, and with values inserted as terms and never as syntax.

Kernels have no parser; this module only knows where quotes, escapes, regular expressions and brackets begin and end.
Source of the grammar: Lucene's classic query parser as OpenSearch uses it, facts/scirius §3.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, Generator, Iterable, Iterator

from .errors import FilterError

EVERYTHING = "*"
_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_QUOTES = {'"': "quote", "/": "regular expression"}
_BEFORE_TERM = frozenset(" \t\r\n\u3000([{:<>=+-!")
_AFTER_TERM = frozenset(" \t\r\n\u3000)]}~^")


@dataclass(frozen=True)
class Placeholder:
    """`{{name}}` in a filter: where it stands, and whether inside a range."""

    name: str
    start: int
    end: int
    in_range: bool


def check_balanced(text: str) -> None:
    """Raises `FilterError` unless every bracket, quote and regular expression of `text` ends inside it.

    A filter that closes a bracket it did not open would change the meaning of what Scirius joins before it.
    """
    for _ in _scan(text):
        pass


def wrapped(text: str | None) -> str:
    """The filter as it is sent. Scirius puts `* AND ` before it without parentheses, which turns the first alternative of
    an OR into a requirement (facts/scirius §0.1), so every filter is wrapped. None and blank mean everything.
    """
    filter_text = (text or "").strip()
    if filter_text in ("", EVERYTHING):
        return EVERYTHING
    check_balanced(filter_text)
    # A trailing backslash would escape our own parenthesis; check_balanced refuses it.
    return f"({filter_text})"


def joined(*filters: str | None, operator: str = "AND") -> str:
    """Several filters as one, each in parentheses; blank ones are left out."""
    parts = [part for part in (wrapped(text) for text in filters) if part != EVERYTHING]
    if not parts:
        return EVERYTHING
    return parts[0] if len(parts) == 1 else f" {operator} ".join(parts)


def term(value: Any) -> str:
    """One value as a quoted, escaped term. In quotes only `\\` and `"` mean anything."""
    text = _text_of(value)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_SPECIAL = frozenset('+-!():^[]"{}~*?\\/&|<> \t\r\n')


def escaped(text: str) -> str:
    """A text as part of an unquoted term, for use with wildcards. `<` and `>` at its start cannot be escaped (the engine
    reads a range); quote those with `term`.
    """
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)


def terms(values: Iterable[Any]) -> str:
    """Several values as an OR of terms, each once, in order."""
    unique = list(dict.fromkeys(term(value) for value in values))
    if not unique:
        raise FilterError("There is nothing to search for: the list is empty. Leave the clause out, or fill the list.")
    return unique[0] if len(unique) == 1 else f"({' OR '.join(unique)})"


def expanded(text: str, lookup: Callable[[str], Any]) -> str:
    """`text` with each `{{name}}` replaced by the term, or the OR of terms, of `lookup(name)`. Nothing else is expanded.

    `lookup` raises KeyError for a name that nobody defined.
    """
    parts: list[str] = []
    position = 0
    for found in _scan(text):
        parts.append(text[position : found.start])
        parts.append(_inserted(found, lookup))
        position = found.end
    parts.append(text[position:])
    return "".join(parts)


def placeholders(text: str) -> tuple[str, ...]:
    """The names a filter asks for, each once, in order."""
    return tuple(dict.fromkeys(found.name for found in _scan(text)))


def _inserted(found: Placeholder, lookup: Callable[[str], Any]) -> str:
    try:
        value = lookup(found.name)
    except KeyError:
        raise FilterError(
            f"The filter asks for {{{{{found.name}}}}}, and the notebook has no variable {found.name}. Define it in a cell above."
        ) from None
    if not found.in_range:
        return terms(value) if _is_list(value) else term(value)
    if _is_list(value):
        raise FilterError(f"{{{{{found.name}}}}} is a list and stands in a range; a range has two single ends.")
    inserted = term(value)
    # In a range the engine's tokenizer ends a quote at the last one it can, escaped or not.
    if "\\" in inserted:
        raise FilterError(f"{{{{{found.name}}}}} stands in a range and holds a quote or a backslash, which no end of a range can.")
    return inserted


def _scan(text: str) -> Iterator[Placeholder]:
    """Walks over a filter once, as the engine's tokenizer does; yields placeholders, raises `FilterError` for the rest."""
    opened: list[int] = []
    position = 0
    while position < len(text):
        character = text[position]
        placeholder = _PLACEHOLDER.match(text, position) if character == "{" else None
        if placeholder is not None:
            yield _placed(text, placeholder, in_range=False)
            position = placeholder.end()
        elif character == "\\":
            if position + 1 >= len(text):
                raise FilterError("The filter ends with a backslash. Write two to search for one.")
            position += 2
        elif character in _QUOTES:
            position = _end_of(text, position)
        elif character in "[{":
            position = yield from _scan_range(text, position)
        elif character in "]}" or (character == ")" and not opened):
            raise FilterError(
                f"The {character} at column {position + 1} of the filter closes nothing. Remove it, or write \\{character}."
            )
        else:
            if character == "(":
                opened.append(position)
            elif character == ")":
                opened.pop()
            position += 1
    if opened:
        raise FilterError(f"The ( at column {opened[-1] + 1} of the filter is never closed. Add ).")


def _scan_range(text: str, start: int) -> Generator[Placeholder, None, int]:
    """In a range only quotes and its end mean anything; gives the position behind the end."""
    position = start + 1
    while position < len(text):
        character = text[position]
        placeholder = _PLACEHOLDER.match(text, position) if character == "{" else None
        if placeholder is not None:
            yield _placed(text, placeholder, in_range=True)
            position = placeholder.end()
        elif character in "]}":
            return position + 1
        else:
            position = _end_of(text, position) if character == '"' else position + 1
    raise FilterError(f"The range that begins at column {start + 1} of the filter has no end. Add ] or }}.")


def _end_of(text: str, start: int) -> int:
    """The position behind the quote or regular expression that begins at `start`."""
    quote = text[start]
    what = _QUOTES[quote]
    position = start + 1
    while position < len(text) and text[position] != quote:
        position += 2 if text[position] == "\\" else 1
    if position >= len(text):
        raise FilterError(
            f"The {what} that begins at column {start + 1} of the filter has no end. Add {quote}, or escape it with a backslash."
        )
    held = _PLACEHOLDER.search(text, start, position)
    if held is not None:
        raise FilterError(f"{held[0]} stands inside a {what}. Write it without: the value is quoted when it is inserted.")
    return position + 1


def _placed(text: str, found: "re.Match[str]", *, in_range: bool) -> Placeholder:
    before = text[found.start() - 1] if found.start() > 0 else " "
    after = text[found.end()] if found.end() < len(text) else " "
    if before not in _BEFORE_TERM or after not in _AFTER_TERM:
        raise FilterError(
            f"{found[0]} is glued to other text. It is a term of its own: put blanks around it, or write field:{found[0]}."
        )
    return Placeholder(found[1], found.start(), found.end(), in_range)


def _is_list(value: Any) -> bool:
    """Lists, tuples, sets, arrays and columns of frames; texts and mappings are not lists of terms."""
    if isinstance(value, (str, bytes, dict)):
        return False
    return hasattr(value, "__iter__")


def _text_of(value: Any) -> str:
    if value is None or isinstance(value, (bytes, dict)) or value != value:
        raise FilterError(f"A filter cannot search for {type(value).__name__} {value!r:.40}. Give it a text or a number.")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
