"""A day by which something has to be done shows that a letter can have a deadline, whatever the letter is about."""

from datetime import date

import pytest

from services.search import blocks
from services.search.query import SearchQuery
from services.search.reading import read

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def asked(text: str) -> SearchQuery:
    return read(SearchQuery(today=TODAY, q=text, lang="de"))


@pytest.mark.parametrize(
    "text",
    [
        "Jobcenter schreibt, bis Montag muss alles da sein",
        "clear the apartment by the 30th",
        "letter from jobcenter, answer by 15.12.",
        "jobcenter mektubu iki hafta içinde",
        "رسالة من الجوب سنتر لازم رد قبل الجمعة",
        "نامه جاب سنتر تا جمعه جواب",
        "письмо из джобцентра, надо в течение недели",
        "ደብዳቤ ጆብ ሰንተር ክሳብ ዓርቢ",
    ],
)
def test_a_letter_with_a_day(text: str) -> None:
    found = asked(text)
    assert found.values("need")
    assert blocks.deadline(found)
    assert all(part.words for part in found.understood.parts)


@pytest.mark.parametrize("text", ["Kita bis Freitag", "Deutschkurs ab Montag", "Brief vom Jobcenter", "Brief vom Amt, ich bin 30."])
def test_no_day_or_no_letter(text: str) -> None:
    assert not blocks.deadline(asked(text))
