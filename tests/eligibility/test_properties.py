"""What must hold for every set of rules, not only for ours."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.choices import Situation, Verdict
from services.eligibility.assess import assess, by_where
from services.eligibility.catchment import Catchment, Where
from services.eligibility.person import Home, Person
from services.eligibility.profile import Profile, RouteRules, Row

TODAY = date(2026, 11, 21)
AGES, STATUSES = range(100), [f"G{number}" for number in range(10)]
VERDICTS = st.sampled_from([int(verdict) for verdict in Verdict])
SITUATIONS = [situation.value for situation in Situation if situation is not Situation.OWN_WORK]


@st.composite
def age_rows(draw: st.DrawFn) -> list[Row]:
    cuts = sorted({0, *draw(st.lists(st.sampled_from([12, 18, 27]), max_size=3))})
    return [Row("age", draw(VERDICTS), start, end - 1 if end else None) for start, end in zip(cuts, [*cuts[1:], None], strict=True)]


@st.composite
def status_rows(draw: st.DrawFn) -> list[Row]:
    by_verdict: dict[int, list[str]] = {}
    for status in STATUSES:
        by_verdict.setdefault(draw(VERDICTS), []).append(status)
    return [Row("status", verdict, values=tuple(values)) for verdict, values in by_verdict.items()]


situation_rows = st.lists(st.builds(lambda v, s: Row("situation", v, values=(s,)), VERDICTS, st.sampled_from(SITUATIONS)), max_size=2)
area_rows = st.lists(st.builds(lambda verdict: Row("area", verdict), VERDICTS), max_size=1)
routes = st.builds(lambda a, s, t, h: RouteRules("r", "person", (*a, *s, *t, *h)), age_rows(), status_rows(), situation_rows, area_rows)
wheres = st.sampled_from(Where)
profiles = st.builds(lambda found: Profile(tuple(found)), st.lists(routes, min_size=1, max_size=3))
people = st.builds(
    Person,
    st.none() | st.sampled_from(AGES),
    st.none() | st.sampled_from(STATUSES),
    st.frozensets(st.sampled_from(SITUATIONS), max_size=2),
)


def more(person: Person, age: int, status: str, situations: frozenset[str]) -> Person:
    """The same person after further answers."""
    return Person(age if person.age is None else person.age, person.status or status, person.situations | situations)


@given(
    profiles,
    people,
    wheres,
    st.builds(Person, st.sampled_from(AGES), st.sampled_from(STATUSES), st.frozensets(st.sampled_from(SITUATIONS))),
)
def test_a_no_is_final_and_a_yes_is_final(profile: Profile, person: Person, where: Where, added: Person) -> None:
    assert added.age is not None
    assert added.status is not None
    before = assess(profile, person, TODAY, where).verdict
    for later in Where if where == Where.OPEN else [where]:
        after = assess(profile, more(person, added.age, added.status, added.situations), TODAY, later).verdict
        assert before == Verdict.ASK_FIRST or before == after or later in (Where.UNSURE, Where.NOT_RECORDED)


@given(st.lists(profiles, max_size=3), people)
def test_what_a_search_looks_up_is_what_the_assessment_says(several: list[Profile], person: Person) -> None:
    for profile, verdicts in zip(several, by_where(several, person, TODAY), strict=True):
        assert list(verdicts) == [assess(profile, person, TODAY, where).verdict for where in Where]


@given(
    st.frozensets(st.integers(1, 9), max_size=3),
    st.frozensets(st.integers(1, 9), max_size=2),
    st.lists(st.integers(1, 9), min_size=1, unique=True),
)
def test_a_closer_home_only_ever_settles_what_was_open(areas: frozenset[int], rough: frozenset[int], line: list[int]) -> None:
    """From the country down to the street: INSIDE and OUTSIDE stay; only inside a roughly named part it is asked again."""
    catchment = Catchment(areas, rough, frozenset(number for at, number in enumerate(line) if {*line[at + 1 :]} & (areas | rough)))
    found = [catchment.where(Home("", (tuple(line[: length + 1]),))) for length in range(len(line))]
    settled = [where for where in found if where not in (Where.OPEN, Where.UNSURE, Where.NOT_RECORDED)]
    assert len(set(settled)) <= 1 or rough


@given(profiles, people)
def test_a_missing_answer_fits_only_if_every_answer_does(profile: Profile, person: Person) -> None:
    if assess(profile, person, TODAY).verdict == Verdict.FITS:
        for age in (0, 11, 12, 17, 18, 26, 27, 99):
            for status in STATUSES:
                assert assess(profile, more(person, age, status, frozenset()), TODAY).verdict == Verdict.FITS


@given(profiles, people)
def test_the_order_of_rules_and_routes_decides_nothing(profile: Profile, person: Person) -> None:
    turned = Profile(tuple(RouteRules(r.code, r.audience, tuple(reversed(r.rows))) for r in reversed(profile.routes)))
    assert assess(turned, person, TODAY).verdict == assess(profile, person, TODAY).verdict


@given(profiles, people)
def test_ask_first_always_says_what_to_ask_or_why(profile: Profile, person: Person) -> None:
    found = assess(profile, person, TODAY)
    assert found.reasons[0].verdict == min(reason.verdict for reason in found.reasons)
    assert bool(found.questions) <= (found.verdict == Verdict.ASK_FIRST)


def test_no_row_means_ask_and_never_no() -> None:
    silent = Profile((RouteRules("r", "person", ()),))
    assert assess(silent, Person(30, "G2"), TODAY).verdict == Verdict.ASK_FIRST


def test_a_rule_with_tomorrows_date_decides_tomorrow() -> None:
    tomorrow = TODAY + timedelta(days=1)
    papers = Row("status", 2, values=tuple(STATUSES))
    rows = (papers, Row("age", 2, valid_to=TODAY), Row("age", 0, valid_from=tomorrow))
    profile = Profile((RouteRules("r", "person", rows),))
    assert assess(profile, Person(30, "G1"), TODAY).verdict == Verdict.FITS
    assert assess(profile, Person(30, "G1"), tomorrow).verdict == Verdict.NOT_FOR_YOU


def test_two_routes_that_together_hold_everybody_fit_without_an_answer() -> None:
    papers = Row("status", 2, values=tuple(STATUSES))
    young = RouteRules("young", "person", (papers, Row("age", 2, 0, 26), Row("age", 0, 27)))
    older = RouteRules("older", "person", (papers, Row("age", 0, 0, 26), Row("age", 2, 27)))
    assert assess(Profile((young, older)), Person(), TODAY).verdict == Verdict.FITS


def test_the_same_rules_have_the_same_key() -> None:
    rows = (Row("age", 2),)
    assert Profile((RouteRules("r", "person", rows),)).key == Profile((RouteRules("r", "person", rows),)).key
    assert Profile((RouteRules("r", "person", rows),)).key != Profile((RouteRules("r", "person", (Row("age", 1),)),)).key


def test_a_situation_that_closes_is_not_final_while_another_could_open() -> None:
    """Found by the properties above: naming one situation says nothing about the others."""
    papers, ages = Row("status", 2, values=tuple(STATUSES)), Row("age", 2)
    rows = (papers, ages, Row("situation", 0, values=("disability",)), Row("situation", 2, values=("pregnant",)))
    profile = Profile((RouteRules("r", "person", rows),))
    one = assess(profile, Person(30, "G1", frozenset({"disability"})), TODAY)
    assert (one.verdict, one.questions) == (Verdict.ASK_FIRST, ("situation",))
    assert assess(profile, Person(30, "G1", frozenset({"disability", "pregnant"})), TODAY).verdict == Verdict.FITS
