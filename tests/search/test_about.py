"""What a sentence is about that does not name it, counted from phrases and sentences of needs."""

from datetime import date

import numpy as np
import pytest

from services.choices import SENSITIVE_NEEDS, PhraseKind
from services.models import Need, NeedSynonym
from services.search import sensitive, suggest
from services.search.ordering import ranked_needs
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.run import search
from services.search.understand import about
from services.search.understand.likely import Guess, counted
from services.search.understand.parts import Meaning
from services.search.understand.vocabulary import current

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def asked(text: str, lang: str = "de") -> SearchQuery:
    return read(SearchQuery(today=TODAY, q=text, lang=lang))


@pytest.mark.parametrize(
    ("text", "lang", "need"),
    [
        ("он бегает с ножом по квартире я с детьми заперлась в ванной", "ru", "gewalt"),
        ("i took a lot of pills i dont care anymore", "en", "krise"),
        ("бывший стоит под дверью с ножом", "de", "gewalt"),
    ],
)
def test_a_sentence_is_understood_that_names_nothing(text: str, lang: str, need: str) -> None:
    found = asked(text, lang)
    assert need in found.values("need")
    assert sensitive.judge(found).need, "it stands in no address"
    [part] = [part for part in found.understood.parts if need in part.codes(PhraseKind.NEED)]
    assert part.words, "and can be taken away"


def test_what_a_word_names_in_passing_gives_way_and_is_still_searched() -> None:
    found = asked("in damaskus war ich apothekerin und mein diplom soll hier gelten")
    assert set(found.values("need")) == {"gesundheit", "anerkennung"}, "the pharmacy is health"
    ranked = ranked_needs(found)
    assert ranked["gesundheit"] > ranked["anerkennung"]
    chosen = ranked_needs(SearchQuery(today=TODAY, need=("gesundheit",), understood=found.understood))
    assert chosen["gesundheit"] == chosen["anerkennung"], "what was chosen does not"


def test_few_words_that_mean_one_thing_mean_nothing_else() -> None:
    assert asked("wohnung leipzig").values("need") == ("wohnen",)
    assert asked("ich suche eine therapeutin in leipzig").values("need") == ("psyche",)
    assert asked("was soll ich jetzt machen").values("need") == ()
    assert "gewalt" not in asked('"он стоит под дверью и ждет меня"').values("need"), "what is quoted is looked for as it stands"


@pytest.mark.parametrize("need", [*sorted(SENSITIVE_NEEDS - {"gewalt", "krise"}), "rueckkehr"])
def test_what_nobody_says_of_themselves_is_noticed_and_not_guessed(need: str) -> None:
    weights = {"geheim": np.array([9, -9], np.float32)}
    sure = Guess((need, "amt"), {need: 0.99, "amt": 0.01}, weights)
    assert about.noticed(sure) == {need}
    assert about.added(sure, [], ["geheim"], 9) == ()
    other = Guess(("gewalt", "amt"), {"gewalt": 0.99, "amt": 0.01}, weights)
    assert about.added(other, [], ["geheim"], 9) == (Meaning(PhraseKind.NEED, "gewalt"),)
    assert about.added(other, [], ["andere"], 9) == (), "no word speaks for it that means nothing else"


def test_without_papers_is_not_guessed_and_stands_in_no_address() -> None:
    found = asked("my visa ran out last year and i found a lump in my breast scared to see anyone leipzig", "en")
    assert "papierlos" not in found.values("need")
    assert sensitive.judge(found).need


def test_a_sentence_is_counted_and_is_no_phrase() -> None:
    text = (
        NeedSynonym.objects.filter(is_sentence=True, language="de", need__code="kinder").order_by("text").values_list("text", flat=True)[0]
    )
    assert tuple(text.split()) not in current().phrases
    assert not suggest.meanings(text)


def test_each_synonym_that_staff_add_teaches_it() -> None:
    assert "amt" not in asked("zauberlehrling").values("need")
    need = Need.objects.get(code="amt")
    NeedSynonym.objects.create(need=need, language="de", text="der zauberlehrling bringt nur wasser", is_sentence=True)
    assert asked("zauberlehrling").values("need") == ("amt",)


def test_the_more_often_a_stem_stands_with_a_need_the_likelier_it_is() -> None:
    def meaning(code: str) -> Meaning:
        return Meaning(PhraseKind.NEED, code)

    known = counted(
        [(("brief", "amt"), meaning("amt"), "de"), (("brief",), meaning("amt"), "de"), (("haus", "brief"), meaning("wohnen"), "de")]
    )
    guess = known.about(["brief"], "de")
    assert guess.likeliest == "amt"
    assert sum(guess.shares.values()) == pytest.approx(1)
    assert known.about(["haus", "brief"], "de").likeliest == "wohnen"
    assert known.about(["unbekannt"], "de").shares == {}
    assert known.about(["brief"], "tr").shares == {}, "one word of another language may be chance"
    assert known.about(["haus", "brief"], "tr").likeliest == "wohnen", "whoever reads Turkish may write German"


def test_of_a_sentence_that_nobody_understands_common_words_find_nothing() -> None:
    """Each listing holds "leben" somewhere: those that happen to were all that was shown."""
    said = asked("oma ist 78 aus charkiw kann kaum noch laufen und wovon soll sie hier leben")
    assert said.understood.rest == ("oma", "charkiw", "wovon")
    assert search(said, with_facets=False).is_general
    assert asked("leben in charkiw").understood.rest == ("leben", "charkiw"), "of few words each one counts"
