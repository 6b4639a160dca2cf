"""Cards: read in one statement, they say what Django's own records say; a template is rendered once per shape."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.safestring import SafeString

from services.actions import recording
from services.display import card_records, cards, days, reference
from services.models import Rule, Service, ServiceAtLocation
from services.search import changes
from services.web import card_shapes
from services.web.pieces import Begun, Pieces, hole, pieces
from tests import builders

pytestmark = pytest.mark.django_db


def shown(offers: list[ServiceAtLocation]) -> list[Begun]:
    return [card_shapes.shown(cards.build(offer, days.now()), SafeString("")) for offer in offers]


@pytest.fixture
def own_rule() -> Rule:
    """Of a service that differs from its programme."""
    service = Service.objects.filter(offers__status="published", programme__code="JMD").order_by("pk")[0]
    route = service.programme.routes.first()
    with recording.atomic():
        return Rule.objects.create(
            route=route, service=service, criterion="age", min_age=10, max_age=20, verdict=2, text_de="Von 10 bis 20.",
            reason="Versuch", source=builders.source(),
        )  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_what_is_read_in_one_statement_says_the_same(language: str, own_rule: Rule) -> None:
    whole = list(cards.listed().order_by("pk"))
    with translation.override(language), changes.one_look():
        shared = reference.current()
        with CaptureQueriesContext(connection) as asked:
            lean = card_records.read([offer.pk for offer in whole], shared)
            made = shown([lean[offer.pk] for offer in whole])
    assert len(asked) == 2, "one statement, and one for the rules of those that have their own"
    with translation.override(language):
        assert made == shown(whole)
    assert len(whole) > 30
    assert sum(own_rule.text_de.encode() in each.texts for each in made) == own_rule.service.offers.count()


def test_what_is_not_listed_is_not_read() -> None:
    offer = ServiceAtLocation.objects.exclude(status="published").first() or builders.offer(status="draft")
    assert not card_records.read([offer.pk], reference.current())


def test_texts_are_escaped_and_never_looked_through_for_holes() -> None:
    around = pieces("web/_when.html", {}, ("when",))
    assert around.filled(when="<b>") == b'<span class="soft">&lt;b&gt;</span>'
    filled = around.partly({"when": f"{hole('near')} 100% %(near)s <i>"}, ()).with_safe()
    assert filled == f'<span class="soft">{hole("near")} 100% %(near)s &lt;i&gt;</span>'.encode()


def test_what_is_filled_in_later_stands_at_one_place_only() -> None:
    around = pieces("web/_go.html", {"look": "chip", "is_post": False, "removes": False, "current": False}, ("url", "label"))
    begun = around.partly({"url": "/?a=1&b=2"}, ("label",))
    assert begun.with_safe(label=b"<b>A</b>") == around.filled(url="/?a=1&b=2", label=SafeString("<b>A</b>"))
    twice = Pieces(b"%s %s", ("near", "near"))
    with pytest.raises(ValueError, match="once"):
        twice.partly({}, ("near",))


def test_a_value_that_a_template_does_not_show_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"web/_when\.html shows"):
        pieces("web/_when.html", {}, ("when", "where"))


def test_what_is_said_about_hours_stands_apart_from_the_step(client: Client) -> None:
    shown = client.get("/de/search/?place=Dresden&need=amt").content.decode()
    assert 'Rufen Sie an. <span class="soft">' in shown
