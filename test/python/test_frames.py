from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from huntbook.scirius.frames import events_frame

LEAVES = st.one_of(st.integers(-5, 2**62), st.booleans(), st.text(max_size=4), st.floats(allow_nan=False), st.lists(st.integers(0, 3), max_size=2), st.none())
EVENTS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.one_of(LEAVES, st.dictionaries(st.sampled_from("xyz"), LEAVES, max_size=3)), max_size=4), max_size=8
)


def same(ours: object, theirs: object) -> bool:
    if ours == {}:
        # pandas drops empty objects beside an empty value; here they stay.
        return True
    if isinstance(ours, list) or isinstance(theirs, list):
        return ours == theirs
    if pd.isna(ours) or pd.isna(theirs):
        return bool(pd.isna(ours) and pd.isna(theirs))
    return bool(ours == theirs)


@settings(max_examples=300)
@given(EVENTS)
def test_holds_what_json_normalize_holds(events: list[dict[str, object]]) -> None:
    ours, theirs = events_frame(events), pd.json_normalize(events)
    assert len(ours) == len(events)
    for name in theirs.columns:
        if name not in ours:
            assert theirs[name].isna().all()
            continue
        # Where json_normalize has floats for integers with gaps, ours are exact.
        pairs = zip(ours[name].tolist(), theirs[name].tolist())
        if theirs[name].dtype == float:
            pairs = ((float(a) if isinstance(a, int) else a, b) for a, b in pairs)
        assert all(same(a, b) for a, b in pairs)


def test_keeps_a_flow_id_exact_where_events_lack_it() -> None:
    frame = events_frame([{"flow_id": 2**53 + 1}, {"x": 1}])
    assert str(frame["flow_id"].dtype) == "Int64"
    assert frame["flow_id"][0] == 2**53 + 1


def test_keeps_unsigned_64_bit_numbers() -> None:
    assert events_frame([{"smb": {"session_id": 2**64 - 1}}])["smb.session_id"][0] == 2**64 - 1


def test_takes_a_name_with_dots_for_a_path_too() -> None:
    events = [{"a": {"b": 1}}, {"a.b": 2}, {"a": {"b": 3}, "a.b": 4}, {"a": [{"b": 5}]}, {}]
    assert events_frame(events, ["a.b"])["a.b"].astype(object).where(lambda values: values.notna(), None).tolist() == [1, 2, 4, None, None]


def test_takes_only_the_columns_asked_for_in_their_order() -> None:
    frame = events_frame([{"a": {"b": 1}, "c": 2}, {"a": 5}], ["c", "a.b", "never"])
    assert list(frame.columns) == ["c", "a.b", "never"]
    assert frame["a.b"].tolist()[0] == 1
    assert frame["never"].isna().all()


def test_makes_an_empty_frame_of_no_events() -> None:
    assert events_frame([]).shape == (0, 0)
    assert list(events_frame([], ["a"]).columns) == ["a"]
