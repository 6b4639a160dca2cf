"""The matrix of the field (domain 1.25) as a golden table: every programme × G0–G9 × ages 0–99, and the unanswered, derived."""

from datetime import date

import pytest

from services.choices import Verdict
from services.eligibility.assess import assess
from services.eligibility.person import Person
from services.eligibility.profile import Profile, of_programme
from services.models import Programme

TODAY = date(2026, 11, 21)
CODES = [f"G{number}" for number in range(10)]
LETTER = {"E": Verdict.FITS, "A": Verdict.ASK_FIRST, "N": Verdict.NOT_FOR_YOU}
ALL, EVERYBODY = "0- E", "EEEEEEEEEE"
#: code: (ages, G0 … G9). Where it is kinder or more careful than the table, the text of the domain says so, quoted beside it.
MATRIX = {
    "PSZ": ("0-17 A, 18- E", EVERYBODY),
    "MBE": ("0-17 N, 18-26 A, 27- E", "AEAEEEEEEA"),
    "JMD": ("0-11 N, 12-26 E, 27- N", "AEEEEEEEEE"),
    "FSA_MSA": (ALL, "AEEEEEANNN"),
    "AVB": (ALL, "AEAAAAANNN"),
    "RUECK": (ALL, "AEEEEEEANN"),
    "SHK": ("0-17 A, 18- E", EVERYBODY),  # 1.7: "All ages; minors ask_first."
    "SHG": (ALL, EVERYBODY),
    "MSO": (ALL, EVERYBODY),
    "VEREIN": (ALL, EVERYBODY),
    "SHK_LAND": (ALL, "AAAAAAAAAA"),
    "VBC": (ALL, "EEEEEEEAAA"),
    "IK": (
        "0-11 N, 12-17 A, 18- E",
        "AAAAAAAAEA",
    ),  # 1.13: G3 "eligible only if the permit is younger than 1 year", which nobody asks
    "SCHWANG": (ALL, EVERYBODY),
    "SUCHT": (ALL, EVERYBODY),
    "GEWALT": (ALL, EVERYBODY),
    "OPFER_RG": (ALL, EVERYBODY),
    "ADB": (ALL, EVERYBODY),
    "OHNE_PAPIERE": (ALL, EVERYBODY),
    "KRISE": (ALL, EVERYBODY),
    "SCHUTZHAUS": (ALL, "AAAAAAAAAA"),
    "SCHULD": ("0-17 A, 18- E", "AAAEEEEEEE"),
    "EFB": (ALL, "AEEEEEEEEE"),
    "ANERK": ("0-17 A, 18- E", "AEEEEEEEEE"),
    "AMM": ("0-11 N, 12-17 A, 18- E", "AAAEEEEAAA"),
}


def profile(code: str) -> Profile:
    return of_programme(Programme.objects.prefetch_related("routes__rules").get(code=code))


def by_age(table: str) -> dict[int, Verdict]:
    found = {}
    for part in table.split(", "):
        ages, letter = part.split(" ")
        lowest, highest = ages.split("-")
        found |= dict.fromkeys(range(int(lowest), int(highest or 99) + 1), LETTER[letter])
    return found


def verdict(of: Profile, age: int | None = None, status: str | None = None) -> Verdict:
    return assess(of, Person(age, status), TODAY).verdict


@pytest.mark.django_db
@pytest.mark.parametrize("code", MATRIX)
def test_every_cell(code: str) -> None:
    ages, papers = by_age(MATRIX[code][0]), dict(zip(CODES, MATRIX[code][1], strict=True))
    rules = profile(code)
    for age, by_years in ages.items():
        for status, letter in papers.items():
            assert verdict(rules, age, status) == min(by_years, LETTER[letter]), (code, age, status)


@pytest.mark.django_db
@pytest.mark.parametrize("code", MATRIX)
def test_a_missing_answer_is_derived_from_all_possible_ones(code: str) -> None:
    rules = profile(code)
    for age in (None, *range(100)):
        cells = {verdict(rules, age, status) for status in CODES}
        assert verdict(rules, age) == (cells.pop() if len(cells) == 1 else Verdict.ASK_FIRST), (code, age)
    for status in CODES:
        cells = {verdict(rules, age, status) for age in range(100)}
        assert verdict(rules, None, status) == (cells.pop() if len(cells) == 1 else Verdict.ASK_FIRST), (code, status)


@pytest.mark.django_db
def test_every_programme_that_people_can_use_is_in_the_table_or_open_to_all() -> None:
    for programme in Programme.objects.exclude(code__in=MATRIX).order_by("code"):
        rules = profile(programme.code)
        never = [route for route in rules.routes for row in route.rows if row.criterion == "status" and row.verdict == Verdict.NOT_FOR_YOU]
        assert not never, programme


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["GEWALT", "SCHUTZHAUS", "KRISE", "OHNE_PAPIERE", "SOZPSY", "SUCHT", "SCHWANG", "PSZ"])
def test_a_paper_never_closes_help_in_need(code: str) -> None:
    rules = profile(code)
    assert all(verdict(rules, age, status) != Verdict.NOT_FOR_YOU for age in (None, 5, 15, 30, 80) for status in CODES)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [None, *CODES])
def test_on_the_27th_birthday(status: str | None) -> None:
    jmd, mbe = profile("JMD"), profile("MBE")
    assert verdict(jmd, 26, status) == (Verdict.ASK_FIRST if status in (None, "G0") else Verdict.FITS)
    assert verdict(jmd, 27, status) == Verdict.NOT_FOR_YOU
    assert verdict(mbe, 26, status) == Verdict.ASK_FIRST
    stays = status in (None, "G0", "G2", "G9")
    assert verdict(mbe, 27, status) == (Verdict.ASK_FIRST if stays else Verdict.FITS)


@pytest.mark.django_db
def test_an_unaccompanied_minor_has_a_first_address() -> None:
    uma = profile("UMA")
    alone = Person(15, None, frozenset({"unaccompanied_minor"}))
    assert assess(uma, alone, TODAY).verdict == Verdict.FITS
    assert assess(uma, Person(15), TODAY).verdict == Verdict.ASK_FIRST
    assert assess(uma, Person(18, None, alone.situations), TODAY).verdict == Verdict.NOT_FOR_YOU


@pytest.mark.django_db
def test_trainings_are_for_those_who_ask_for_their_own_work() -> None:
    trainings = profile("FACHK")
    assert assess(trainings, Person(30), TODAY).questions == ("situation",)
    assert assess(trainings, Person(30, None, frozenset({"own_work"})), TODAY).verdict == Verdict.FITS
