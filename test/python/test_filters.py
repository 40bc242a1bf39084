from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huntbook.scirius.errors import FilterError
from huntbook.scirius.filters import escaped, expanded, joined, placeholders, term, terms, wrapped


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("event_type:http OR event_type:dns", "(event_type:http OR event_type:dns)"),
        ("", "*"),
        (None, "*"),
        ("  * ", "*"),
        (' "a) OR (b" ', '("a) OR (b")'),
        (r"a\) b", r"(a\) b)"),
        ("http.url:/a(b|c)\\/\\)/", "(http.url:/a(b|c)\\/\\)/)"),
        ("dest_port:[* TO 1000}", "(dest_port:[* TO 1000})"),
        ("timestamp:[now-1h/h TO now]", "(timestamp:[now-1h/h TO now])"),
        ("a:{1 TO 2] AND (b)", "(a:{1 TO 2] AND (b))"),
        ('http.url:["a/" TO "b]"]', '(http.url:["a/" TO "b]"])'),
    ],
)
def test_sends_a_filter_in_parentheses(text: str | None, sent: str) -> None:
    assert wrapped(text) == sent


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (") OR (", "The ) at column 1"),
        ("a) OR (b", "The ) at column 2"),
        ("(a", "The ( at column 1"),
        ('"a', "The quote that begins at column 1"),
        ("a\\", "ends with a backslash"),
        ("x:/a", "The regular expression that begins at column 3"),
        ("foo/) OR (", "The regular expression that begins at column 4"),
        ("x:[1 TO 2", "The range that begins at column 3"),
        ("a]", "The ] at column 2"),
        ("[a TO b\\] c)", "The ) at column 12"),
        ('"a\\" OR "b) OR (c" "', "The ) at column 11"),
    ],
)
def test_refuses_a_filter_that_does_not_balance_by_itself(text: str, place: str) -> None:
    with pytest.raises(FilterError, match=place.replace("(", r"\(").replace(")", r"\)").replace("]", r"\]")):
        wrapped(text)


@pytest.mark.parametrize(
    ("text", "value", "sent"),
    [
        ("src_ip:{{x}}", "10.0.0.1", 'src_ip:"10.0.0.1"'),
        ("src_ip:{{ x }}", ["10.0.0.1", "10.0.0.2", "10.0.0.1"], 'src_ip:("10.0.0.1" OR "10.0.0.2")'),
        ("{{x}} AND b", 'a" OR *:* OR "', '"a\\" OR *:* OR \\"" AND b'),
        ("flow_id:{{x}}", 2**60 + 1, 'flow_id:"1152921504606846977"'),
        ("-({{x}})", True, '-("true")'),
        ("t:[{{x}} TO now]", "2024-01-01", 't:["2024-01-01" TO now]'),
        ("dest_port:>={{x}}", 80, 'dest_port:>="80"'),
        ("x:{{x}}", "back\\slash", 'x:"back\\\\slash"'),
        ("x:{{x}}", "{{y}}", 'x:"{{y}}"'),
        ("no placeholder {1 TO 2}", "", "no placeholder {1 TO 2}"),
    ],
)
def test_inserts_a_value_as_a_quoted_term(text: str, value: object, sent: str) -> None:
    assert expanded(text, {"x": value}.__getitem__) == sent


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ('"{{x}}"', "a", "inside a quote"),
        ("/{{x}}/", "a", "inside a regular expression"),
        ("a{{x}}", "a", "glued"),
        ("{{x}}b", "a", "glued"),
        ("\\{{x}}", "a", "closes nothing"),
        ("{{y}}", "a", "no variable y"),
        ("{{x}}", [], "list is empty"),
        ("[{{x}} TO 1]", ["a", "b"], "stands in a range"),
        ("[{{x}} TO 1]", 'a"', "no end of a range can"),
        ("{{x}}", None, "cannot search for NoneType"),
        ("{{x}}", float("nan"), "cannot search for float"),
        ("{{x}}", {"a": 1}, "cannot search for dict"),
    ],
)
def test_refuses_a_place_or_a_value_that_cannot_be_a_term(text: str, value: object, reason: str) -> None:
    with pytest.raises(FilterError, match=reason):
        expanded(text, {"x": value}.__getitem__)


TEXTS = st.text(alphabet=st.one_of(st.sampled_from('"\\/(){}[]:*?~^<> \n+-!&|TOANDR'), st.characters(codec="utf-8")), max_size=40)


@given(TEXTS)
def test_a_value_never_changes_anything_but_its_own_term(value: str) -> None:
    inserted = expanded("a:{{x}} AND b", {"x": value}.__getitem__)
    assert inserted.startswith('a:"') and inserted.endswith('" AND b')
    inner = inserted[3 : -len('" AND b')]
    # Read back as the engine does: the only quote that is not escaped is the last one.
    read, position = "", 0
    while position < len(inner):
        assert inner[position] != '"'
        step = 2 if inner[position] == "\\" else 1
        read += inner[position + step - 1]
        position += step
    assert read == value
    assert wrapped(inserted) == f"({inserted})"


@given(TEXTS)
def test_no_filter_that_is_sent_closes_what_it_did_not_open(text: str) -> None:
    try:
        sent = wrapped(text)
    except FilterError:
        return
    assert sent == "*" or (sent[0] == "(" and sent[-1] == ")")
    # Anything that balances alone also balances beside itself.
    assert wrapped(f"{sent} OR {sent}") == f"({sent} OR {sent})"


def test_joins_filters_and_leaves_blank_ones_out() -> None:
    assert joined("a OR b", "", None, "c") == "(a OR b) AND (c)"
    assert joined("", None) == "*"


def test_names_placeholders_once() -> None:
    assert placeholders("a:{{x}} b:{{y}} c:{{x}}") == ("x", "y")


def test_escapes_for_wildcards_without_doubling_backslashes() -> None:
    assert escaped("a:b") == r"a\:b"
    assert term("a") == '"a"'
    assert terms(["a"]) == '"a"'
