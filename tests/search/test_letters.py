"""Words that have nearly the same letters: never fewer than those that are one or two wrong letters away."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from services.search.understand.letters import Letters

#: Few letters, so that words are near each other; the last two share a bit.
_WORDS = st.text("abcджم\u0141\u0181", min_size=1, max_size=8)


@given(st.lists(_WORDS, max_size=40), _WORDS, st.integers(1, 2))
def test_whatever_is_near_is_among_them(known: list[str], typed: str, wrong: int) -> None:
    near = {word for word in known if OSA.distance(word, typed) <= wrong}
    assert near <= set(Letters.of(known).like(typed, wrong))


def test_few_others_are() -> None:
    assert Letters.of(["wohnung", "wahnung", "rechnung", "arbeit"]).like("wohnnug", 1) == ["wohnung", "wahnung"]
    assert Letters.of([]).like("wohnung", 2) == []
