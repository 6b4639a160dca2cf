"""The loader creates what is missing, never overwrites staff, proposes instead, and brings back nothing."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from services.actions import recording
from services.exchange import apply, fixtures
from services.exchange.records import BadFile
from services.models import (
    Contact,
    LoadedRow,
    Need,
    NeedSynonym,
    Organization,
    PostalCode,
    Programme,
    Proposal,
    Rule,
    Service,
    ServiceAtLocation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path, fixtures: Path) -> Path:
    return Path(shutil.copytree(fixtures, tmp_path / "fixtures"))


def change(files: Path, name: str, old: str, new: str) -> None:
    text = (files / name).read_text()
    assert old in text
    (files / name).write_text(text.replace(old, new, 1))


def load(files: Path) -> Counter[str]:
    return fixtures.load(files)


OLD, NEW = 'value = "0351 25935393"', 'value = "0351 1111111"'


def test_the_whole_country_and_the_whole_field_are_there() -> None:
    assert PostalCode.objects.count() == 8168
    assert Need.objects.count() == 35
    assert Need.objects.filter(is_core=True).count() == 12
    assert Programme.objects.count() >= 37
    assert NeedSynonym.objects.count() > 800


@pytest.mark.full
def test_the_ledger_holds_every_row_as_it_stands() -> None:
    """Otherwise the next change of a file would be taken for a change by staff."""
    for row in LoadedRow.objects.exclude(model="files").order_by("pk"):
        record = apps.get_model("services", row.model).objects.get(pk=row.record)
        assert apply.state(record) == row.written, record


def test_nothing_changed_means_nothing_done(files: Path) -> None:
    assert load(files) == Counter()


def test_a_row_that_nobody_touched_follows_its_file(files: Path) -> None:
    change(files, "contacts.toml", OLD, NEW)
    counts = load(files)
    assert counts["updated"] == 1
    assert Contact.objects.filter(value="0351 1111111", e164="+493511111111").exists()


def test_a_row_that_staff_changed_becomes_a_proposal(files: Path) -> None:
    contact = Contact.objects.get(value="0351 25935393")
    with recording.atomic():
        contact.value = "0351 2222222"
        contact.save()
    change(files, "contacts.toml", OLD, NEW)
    assert load(files)["proposed"] == 1
    contact.refresh_from_db()
    assert contact.value == "0351 2222222"
    assert Proposal.objects.get(record=contact.pk).changes["value"] == ["0351 2222222", "0351 1111111"]
    assert load(files) == Counter()


def test_what_staff_withdrew_stays_withdrawn(files: Path) -> None:
    offer = ServiceAtLocation.objects.get(service__name_de="Psychosoziales Zentrum Dresden")
    with recording.atomic():
        offer.status = "withdrawn"
        offer.save()
    change(files, "offers.toml", "Es kann Wartezeiten geben.", "Man wartet.")
    assert load(files)["proposed"] == 1
    offer.refresh_from_db()
    assert offer.status == "withdrawn"


def test_what_staff_deleted_does_not_come_back(files: Path) -> None:
    with recording.atomic():
        Contact.objects.get(value="0351 25935393").delete()
    change(files, "contacts.toml", OLD, NEW)
    assert load(files)["kept away"] == 1
    assert not Contact.objects.filter(value="0351 1111111").exists()


def test_a_field_that_a_file_no_longer_states_becomes_empty_again(files: Path) -> None:
    change(files, "contacts.toml", OLD, NEW)
    load(files)
    organization = Organization.objects.exclude(website="").exclude(short_name="").order_by("pk").first()
    change(files, "organizations.toml", f'website = "{organization.website}"\n', "")
    load(files)
    organization.refresh_from_db()
    assert organization.website == ""
    assert organization.short_name


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("contacts.toml", OLD, 'value = "12"', r"contacts\.toml, \[\[contact\]\]"),
        ("contacts.toml", OLD, 'value = "0351', r"contacts\.toml is not valid TOML"),
        ("offers.toml", 'hours = "', 'hours = "Montag ', r"offers\.toml, \[\[offer\]\]"),
        ("services.toml", 'on = "2024-03-04"', 'on = "bald"', r"is not a date: bald"),
        ("programmes.toml", 'ages = "18-"', 'ages = "ab 18"', r"programmes\.toml.*ages “ab 18”"),
    ],
)
def test_a_bad_file_says_where_and_loads_nothing(files: Path, file: str, old: str, new: str, sentence: str) -> None:
    change(files, "organizations.toml", 'name = "Caritasverband für Dresden e.V."', 'name = "Caritas Neu"')
    change(files, file, old, new)
    with pytest.raises(BadFile, match=sentence):
        load(files)
    assert Organization.objects.filter(name="Caritasverband für Dresden e.V.").exists()


def test_every_rule_and_every_listing_has_a_source() -> None:
    assert not Rule.objects.filter(source__isnull=True).exists()
    assert not Service.objects.filter(source__isnull=True).exists()
    for offer in ServiceAtLocation.objects.public().prefetch_related("checks").order_by("pk"):
        assert offer.checks.all() or offer.service.source_id, offer


def test_no_name_of_a_person_stands_anywhere(fixtures: Path) -> None:
    everything = "".join(path.read_text() for path in fixtures.glob("*.toml"))
    for name in ("Morgenroth", "Köpping", "Brügmann"):
        texts = [line for line in everything.splitlines() if name in line and "url" not in line]
        assert not texts, texts


def test_a_word_that_stands_twice_is_one_word_and_two_meanings_of_it_are_refused(files: Path) -> None:
    with (files / "phrases.toml").open("a") as file:
        file.write('\n[[phrase]]\nkind = "ignore"\nde = ["kwyjibo"]\n\n[[phrase]]\nkind = "ignore"\nde = ["kwyjibo"]\n')
    assert load(files)["created"] == 1
    change(files, "phrases.toml", 'kind = "ignore"\nde = ["kwyjibo"]\n\n', 'kind = "ignore"\nreviewed = true\nde = ["kwyjibo"]\n\n')
    with pytest.raises(BadFile, match=r"phrases\.toml.*kwyjibo.*phrases\.toml"):
        load(files)
