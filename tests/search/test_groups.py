"""Stated, can be arranged, not known: the unknown is never dropped, only a stated no is (design §5)."""

from datetime import date, timedelta

import pytest

from services.search.query import Group, SearchQuery
from services.search.run import search
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
FRESH = TODAY - timedelta(days=30)
OLD = TODAY - timedelta(days=4000)


def group_of(offer: object, **filters: tuple[str, ...]) -> Group | None:
    result = search(SearchQuery(today=TODAY, q="Zebrastreifen", **filters))
    return next((hit.group for hit in result.hits if hit.offer == offer.pk), None)  # type: ignore[attr-defined]


def make(**values: object) -> object:
    return builders.offer(of={"name_de": "Zebrastreifen"}, **values)


def test_a_language_of_the_staff_is_stated() -> None:
    offer = make()
    builders.speaks(offer, "ar")
    builders.checked(offer, "languages", FRESH)
    assert group_of(offer, language=("ar",)) is Group.STATED


@pytest.mark.parametrize("code", ["ar", None])
def test_an_interpreter_on_request_can_be_arranged(code: str | None) -> None:
    offer = make()
    builders.speaks(offer, code, "on_request")
    builders.checked(offer, "languages", FRESH)
    assert group_of(offer, language=("ar",)) is Group.ARRANGED


def test_old_languages_are_not_known() -> None:
    offer = make()
    builders.speaks(offer, "ar")
    builders.checked(offer, "languages", OLD)
    assert group_of(offer, language=("ar",)) is Group.UNKNOWN


def test_other_languages_recorded_do_not_mean_no() -> None:
    offer = make()
    builders.speaks(offer, "ru")
    builders.checked(offer, "languages", FRESH)
    assert group_of(offer, language=("ar",)) is Group.UNKNOWN


def test_only_a_stated_no_is_left_out() -> None:
    offer = make(languages_complete=True)
    builders.speaks(offer, "ru")
    builders.checked(offer, "languages", FRESH)
    assert group_of(offer, language=("ar",)) is None
    assert group_of(offer, language=("ar", "ru")) is Group.STATED


def test_access_has_a_yes_a_no_and_an_unknown() -> None:
    yes, no, unknown = make(access=["walk_in"]), make(access_not=["walk_in"]), make()
    assert group_of(yes, access=("walk_in",)) is Group.STATED
    assert group_of(no, access=("walk_in",)) is None
    assert group_of(unknown, access=("walk_in",)) is Group.UNKNOWN


def test_no_new_people_stands_below_unknown_while_it_is_fresh() -> None:
    full = make(takes_new="no", takes_new_on=FRESH)
    unknown = make()
    long_ago = make(takes_new="no", takes_new_on=OLD)
    order = [hit.offer for hit in search(SearchQuery(today=TODAY, q="Zebrastreifen")).hits]
    assert order.index(full.pk) > order.index(unknown.pk)  # type: ignore[attr-defined]
    assert order.index(full.pk) > order.index(long_ago.pk)  # type: ignore[attr-defined]


def test_a_draft_is_not_found() -> None:
    assert group_of(make(status="draft")) is None


MONDAY_10, SUNDAY = 600, 6 * 1440 + 600


@pytest.mark.parametrize(
    ("hours", "checked", "minute", "group"),
    [
        ("Mo 09:00-12:00", FRESH, MONDAY_10, Group.STATED),
        ("Mo 09:00-12:00", FRESH, SUNDAY, None),
        ("Mo 09:00-12:00", OLD, MONDAY_10, Group.UNKNOWN),
        ("24/7", FRESH, SUNDAY, Group.STATED),
        ("", FRESH, MONDAY_10, Group.UNKNOWN),
        ("Jan-Mar Mo 09:00-12:00", FRESH, MONDAY_10, Group.UNKNOWN),
    ],
)
def test_open_now_knows_only_fresh_hours(hours: str, checked: date, minute: int, group: Group | None) -> None:
    offer = make(hours=hours)
    builders.checked(offer, "hours", checked)
    result = search(SearchQuery(today=TODAY, minute=minute, q="Zebrastreifen", open_now=("1",)))
    assert next((hit.group for hit in result.hits if hit.offer == offer.pk), None) is group  # type: ignore[attr-defined]


def test_on_a_holiday_of_its_land_nobody_says_open_now() -> None:
    offer = make(hours="We 09:00-12:00")
    builders.checked(offer, "hours", FRESH)
    wednesday_10 = 2 * 1440 + 600
    for day, group in ((date(2026, 11, 18), Group.UNKNOWN), (date(2026, 11, 25), Group.STATED)):
        result = search(SearchQuery(today=day, minute=wednesday_10, q="Zebrastreifen", open_now=("1",)))
        assert next(hit.group for hit in result.hits if hit.offer == offer.pk) is group  # type: ignore[attr-defined]


def test_closed_for_a_while_is_a_stated_no() -> None:
    offer = make(hours="24/7", closed_from=TODAY - timedelta(days=1))
    builders.checked(offer, "hours", FRESH)
    result = search(SearchQuery(today=TODAY, q="Zebrastreifen", open_now=("1",)))
    assert not [hit for hit in result.hits if hit.offer == offer.pk]  # type: ignore[attr-defined]
