"""When a process reads anew what words mean: seconds of work, which nobody should wait for without need."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, connections

from services.actions import recording
from services.choices import PhraseKind
from services.models import Area, NeedCategory, NeedSynonym, Organization, Phrase, Source
from services.search import changes
from services.search.understand import vocabulary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _recorded() -> Iterator[None]:
    with recording.atomic():
        yield


@pytest.mark.parametrize("model", [NeedSynonym, Phrase])
def test_what_is_reviewed_or_saved_unchanged_is_not_read_anew(model: Any) -> None:
    before, kept = changes.words(), vocabulary.current()
    entry = model.objects.order_by("pk").first()
    entry.is_reviewed = not entry.is_reviewed
    entry.save()
    model.objects.update(is_reviewed=True)
    assert changes.words() == before
    assert vocabulary.current() is kept


def _bent(entry: Any) -> None:
    entry.text = "kwyjibo"
    entry.save()


def _moved(entry: Any) -> None:
    model = type(entry)
    if model is NeedSynonym:
        model.objects.filter(pk=entry.pk).update(need=model.objects.exclude(need=entry.need).first().need)
    else:
        model.objects.filter(pk=entry.pk).update(kind=next(kind for kind in PhraseKind if kind != entry.kind))


@pytest.mark.parametrize("model", [NeedSynonym, Phrase])
@pytest.mark.parametrize("change", [_bent, _moved, lambda entry: entry.delete()], ids=["bent", "moved", "deleted"])
def test_another_word_or_meaning_is(model: Any, change: Callable[[Any], None]) -> None:
    before = changes.words()
    change(model.objects.order_by("pk").first())
    assert changes.words() != before


def test_a_sentence_that_becomes_a_phrase_is() -> None:
    before = changes.words()
    NeedSynonym.objects.filter(pk=NeedSynonym.objects.filter(is_sentence=True).values("pk")[:1]).update(is_sentence=False)
    assert changes.words() != before


def test_a_carrier_s_name_has_only_names_read() -> None:
    before = changes.words()
    Organization.objects.order_by("pk").first().save()
    after = changes.words()
    assert (after.places, after.meanings) == (before.places, before.meanings)
    assert after.names != before.names


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Callable[[], changes.Look]:
    """Looks as a worker does, when the changes have been numbered as a commit does it."""

    def looks() -> changes.Look:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with monkeypatch.context() as patched:
            patched.setattr(connections["default"], "in_atomic_block", False)
            return changes.look()

    monkeypatch.setattr(changes, "_kept", None)
    return looks


@pytest.mark.parametrize(
    ("model", "told"),
    [(Phrase, "places"), (Area, "places"), (Organization, "names"), (NeedSynonym, "meanings"), (NeedCategory, "pages"), (Source, "pages")],
)
def test_the_next_look_tells_what_has_changed(model: Any, told: str, outside: Callable[[], changes.Look]) -> None:
    before = outside()
    model.objects.order_by("pk").last().delete() if model in (Phrase, NeedSynonym) else model.objects.order_by("pk").last().save()
    after = outside()
    marks = {"pages": (before.pages, after.pages)} | {
        kind: (was, now) for kind, was, now in zip(changes.Words._fields, before.words, after.words, strict=True)
    }
    assert [kind for kind, (was, now) in marks.items() if was != now] == [told]
    assert (after.state, after.last) != (before.state, before.last)


def test_as_long_as_nothing_changes_one_small_question_tells_so(
    outside: Callable[[], changes.Look], django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    before = outside()
    with django_assert_num_queries(2):
        assert outside() is before, "the question, and the constraints"
