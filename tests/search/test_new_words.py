"""When a process reads anew what words mean: seconds of work, which nobody should wait for without need."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.actions import recording
from services.choices import PhraseKind
from services.models import NeedSynonym, Organization, Phrase
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
