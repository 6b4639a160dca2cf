"""Rules as tables: picking rows, saving, two editors, the persona preview, and the list of what must be looked at again."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from services.actions import recording, reviewing
from services.admin.persona import PersonaForm
from services.admin.rule_stock import Stock, texts_of
from services.display import days
from services.models import Programme, Route, Rule, Service
from services.search import places
from tests.admin.desk import Desk
from tests.admin.page_form import Data, fields_of

pytestmark = pytest.mark.django_db
REVIEW = "/admin/services/rule/review/"


@pytest.fixture
def staff(db: None) -> User:
    """Nobody types a password here, and making one takes a second."""
    return User.objects.create(username="anna", first_name="Anna", is_staff=True, is_superuser=True)


@pytest.fixture
def other_desk(db: None) -> Desk:
    return Desk(User.objects.create(username="bilal", first_name="Bilal", last_name="Kaya", is_staff=True, is_superuser=True))


@pytest.fixture
def jmd() -> Programme:
    return Programme.objects.get(code="JMD")


@pytest.fixture
def way(jmd: Programme) -> Route:
    """Its own page holds the same table and is opened sooner."""
    return jmd.routes.get()


@pytest.fixture
def overridden() -> Service:
    return Service.objects.filter(overrides__criterion="status").select_related("programme").order_by("pk")[0]


def address(record: Any) -> str:
    return reverse(f"admin:services_{record._meta.model_name}_change", args=[record.pk])


def opened(desk: Desk, record: Any) -> Data:
    response = desk.client.get(address(record))
    assert response.status_code == 200
    return fields_of(response, f"{record._meta.model_name}_form")


def save(desk: Desk, record: Any, data: Data, at: str = "") -> Any:
    button = {} if at else {"_continue": "1"}
    return desk.client.post(address(record) if not at else address(record).replace("change/", at), {**data, **button})


def row(data: Data, rule: Rule) -> str:
    """ "rule-3-", the prefix of this rule's fields."""
    return next(name.removesuffix("id") for name, value in data.items() if name.endswith("-id") and value == str(rule.pk))


def new_row(data: Data, route: Route) -> str:
    return next(n.removesuffix("route") for n, value in data.items() if n.endswith("-route") and value == str(route.pk))


def young(programme: Programme) -> Rule:
    return Rule.objects.get(route__programme=programme, criterion="age", min_age=12, service=None)


def said(response: Any) -> str:
    return str(response.content.decode())


def german(message: str) -> str:
    with translation.override("de"):
        return translation.gettext(message)


def test_the_table_saves_and_saying_nothing_changes_nothing(desk: Desk, jmd: Programme) -> None:
    data, rule = opened(desk, jmd), young(jmd)
    before = list(Rule.objects.filter(route__programme=jmd).order_by("pk").values_list("pk", "version"))
    response = save(desk, jmd, data)
    assert response.status_code == 302, response.context["errors"]
    assert list(Rule.objects.filter(route__programme=jmd).order_by("pk").values_list("pk", "version")) == before
    changed = {row(data, rule) + "text_en": "For people from 12 to 26.", row(data, rule) + "source": "Flyer 2026"}
    refused = save(desk, jmd, {**data, **changed})
    assert refused.status_code == 200
    assert "Flyer 2026" in said(refused)
    del changed[row(data, rule) + "source"]
    assert save(desk, jmd, {**data, **changed}).status_code == 302
    saved = young(jmd)
    assert (saved.text_en, saved.version) == ("For people from 12 to 26.", rule.version + 1)  # type: ignore[attr-defined]
    assert saved.history.first().history_user.username == "anna"  # type: ignore[attr-defined]


def test_a_rule_is_made_by_picking(desk: Desk, way: Route) -> None:
    with recording.atomic():
        Rule.objects.filter(route=way, criterion="age").delete()
    page = desk.client.get(address(way))
    assert german("No row says for which ages.") in said(page)
    data = fields_of(page, "route_form")
    picked = {new_row(data, way) + "ready": "age:18-", new_row(data, way) + "verdict": "2"}
    assert save(desk, way, {**data, **picked}).status_code == 302
    rule = Rule.objects.get(route=way, criterion="age")
    assert (rule.min_age, rule.max_age, rule.verdict) == (18, None, 2)
    assert rule.text_de == "Für Erwachsene in jedem Alter."  # type: ignore[attr-defined]
    assert rule.text_ar  # type: ignore[attr-defined]
    assert rule.review_by and rule.review_by > days.now().date() + timedelta(days=300)


def test_a_sentence_can_be_picked_and_half_a_row_is_refused(desk: Desk, way: Route) -> None:
    data = opened(desk, way)
    prefix = new_row(data, way)
    assert save(desk, way, {**data, f"{prefix}ready": "status:G2"}).status_code == 200
    phrase, said_there = next(
        (key, rule) for key, rule in Stock.read().sentences.items() if (rule.criterion, rule.verdict) == ("status", 1)
    )
    picked = {f"{prefix}ready": "status:G2", f"{prefix}verdict": "1", f"{prefix}phrase": phrase}
    assert save(desk, way, {**data, **picked}).status_code == 302
    made = Rule.objects.get(route=way, criterion="status", statuses=["G2"], verdict=1)
    assert texts_of(made) == texts_of(said_there)
    after = desk.client.get(address(way))
    assert german("Two rows give a verdict for %(paper)s.") % {"paper": "G2"} in said(after)


def test_a_row_that_no_rule_may_be_is_refused(desk: Desk) -> None:
    violence = Route.objects.get(programme__code="GEWALT")
    data = opened(desk, violence)
    prefix = new_row(data, violence)
    picked = {f"{prefix}ready": "status:G2", f"{prefix}verdict": "0", f"{prefix}text_de": "Nein."}
    assert save(desk, violence, {**data, **picked}).status_code == 200
    twisted = {
        f"{prefix}ready": "age:0-",
        f"{prefix}min_age": "30",
        f"{prefix}max_age": "20",
        f"{prefix}verdict": "2",
        f"{prefix}text_de": "X",
    }
    refused = save(desk, violence, {**data, **twisted})
    assert refused.status_code == 200
    assert german("The lower age is above the upper age.") in said(refused)


def test_a_new_route_begins_with_the_rules_of_another(desk: Desk, jmd: Programme) -> None:
    mbe = Route.objects.get(programme__code="MBE")
    data = opened(desk, jmd)
    number = data["routes-TOTAL_FORMS"]
    new = {"code": "parents", "label_de": "Für Eltern", "audience": "person", "position": "1", "like": str(mbe.pk)}
    added = {f"routes-{number}-{name}": value for name, value in new.items()} | {"routes-TOTAL_FORMS": str(int(number) + 1)}
    assert save(desk, jmd, {**data, **added}).status_code == 302
    copied = Rule.objects.filter(route__code="parents")
    assert copied.count() == mbe.rules.filter(service=None).count()
    assert not copied.filter(source__isnull=False).exists()


def test_the_second_editor_loses_nothing(desk: Desk, other_desk: Desk, way: Route) -> None:
    mine, theirs, rule = opened(desk, way), opened(other_desk, way), young(way.programme)
    prefix = row(mine, rule)
    assert save(other_desk, way, {**theirs, f"{prefix}text_de": "Für junge Leute von 12 bis 26."}).status_code == 302
    for typed in ({f"{prefix}text_de": "Von 12 bis 26, auch allein."}, {f"{prefix}DELETE": "on"}):
        refused = save(desk, way, {**mine, **typed})
        assert refused.status_code == 200
        assert "Bilal Kaya" in said(refused)
        assert young(way.programme).text_de == "Für junge Leute von 12 bis 26."  # type: ignore[attr-defined]
    assert save(desk, way, fields_of(refused, "route_form")).status_code == 302
    assert not Rule.objects.filter(pk=rule.pk).exists(), "she saw both versions and still wanted it deleted"


def test_a_row_that_somebody_deleted_meanwhile_is_said(desk: Desk, other_desk: Desk, way: Route) -> None:
    mine, theirs, rule = opened(desk, way), opened(other_desk, way), young(way.programme)
    prefix = row(mine, rule)
    assert save(other_desk, way, {**theirs, f"{prefix}DELETE": "on"}).status_code == 302
    refused = save(desk, way, {**mine, f"{prefix}text_de": "Von 12 bis 26, auch allein."})
    assert refused.status_code == 200
    assert "Von 12 bis 26, auch allein." in said(refused)
    assert save(desk, way, {**mine, f"{prefix}DELETE": "on"}).status_code == 302


def test_the_preview_shows_before_and_after_and_saves_nothing(desk: Desk, jmd: Programme) -> None:
    data, rule = opened(desk, jmd), young(jmd)
    person = {"persona-age": "26", "persona-status": "G2", "persona-place": "Pirna", "persona-language": "ar", "_persona": "1"}
    typed = {row(data, rule) + "verdict": "1", row(data, rule) + "text_ar": "اسأل أولًا."}
    response = save(desk, jmd, {**data, **person, **typed}, at="persona/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "26" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]
    formset = next(one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "rule")
    inside = formset.comparison[0]
    assert (inside.before.tone, inside.after.tone) == ("fits", "ask_first")
    assert inside.before.reasons[0].text != inside.after.reasons[0].text == "اسأل أولًا."
    assert "اسأل أولًا." in said(response)
    assert (young(jmd).version, young(jmd).verdict) == (rule.version, 2)
    assert fields_of(response, "programme_form")[row(data, rule) + "verdict"] == "1", "what was typed is still there"
    assert desk.client.get(address(jmd).replace("change/", "persona/")).status_code == 302


def test_a_made_up_person_lives_where_a_reader_would() -> None:
    """Of namesakes each stays possible, as on the site."""
    form = PersonaForm({"persona-place": "Plauen", "persona-age": "120"})
    assert form.is_valid()
    home = form.answers().person.home
    assert home
    assert len(home.lines) == 2
    assert home == places.home("Plauen")
    assert PersonaForm({"persona-place": "Xyzzy", "persona-age": "121"}).errors.keys() == {"place", "age"}


def test_the_preview_of_a_service_and_of_a_rule_from_tomorrow_on(desk: Desk, overridden: Service) -> None:
    data = opened(desk, overridden)
    tomorrow = days.now().date() + timedelta(days=1)
    own = Rule.objects.filter(service=overridden, criterion="status", statuses__contains=["G2"]).get()
    typed = {row(data, own) + "valid_to": str(tomorrow - timedelta(days=1))}
    for on, differs, button in ((tomorrow - timedelta(days=1), False, "_persona"), (tomorrow, True, "_enter")):
        person = {"persona-age": "30", "persona-status": "G2", "persona-on": str(on), "persona-place": "Dresden", button: "1"}
        response = save(desk, overridden, {**data, **person, **typed}, at="persona/")
        assert response.status_code == 200
        formset = next(one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "rule")
        assert formset.comparison[0].differs is differs


def test_an_own_row_needs_a_reason(desk: Desk, overridden: Service) -> None:
    data = opened(desk, overridden)
    prefix = new_row(data, Route.objects.filter(programme=overridden.programme).order_by("position")[0])
    picked = {f"{prefix}ready": "age:0-", f"{prefix}verdict": "2"}
    assert save(desk, overridden, {**data, **picked}).status_code == 200
    assert save(desk, overridden, {**data, **picked, f"{prefix}reason": "Sagt der Träger."}).status_code == 302
    assert Rule.objects.get(service=overridden, criterion="age").reason == "Sagt der Träger."


def test_an_override_is_listed_after_its_programme_changed_until_somebody_looked(desk: Desk, overridden: Service) -> None:
    assert overridden.programme
    assert reviewing.overtaken() == []
    rule = Rule.objects.filter(route__programme=overridden.programme, criterion="status", service=None).order_by("pk")[0]
    with recording.atomic():
        rule.review_by = days.now().date() + timedelta(days=500)
        rule.save()
    assert reviewing.overtaken() == [], "only what it decides or says"
    with recording.atomic():
        rule.text_de = "Neuer Satz."  # type: ignore[attr-defined]
        rule.save()
    page = desk.client.get(REVIEW)
    assert "Neuer Satz." in said(page)
    assert address(overridden) in said(page)
    one = next(found for found in reviewing.overtaken() if found.service == overridden)
    posted = {"service": overridden.pk, "route": one.route.pk, "criterion": "status"}
    desk.client.post(REVIEW, {**posted, "seen": (one.changed - timedelta(seconds=1)).isoformat()})
    assert overridden in [found.service for found in reviewing.overtaken()], "it has changed since that page was shown"
    desk.client.post(REVIEW, {**posted, "seen": one.changed.isoformat()})
    assert overridden not in [found.service for found in reviewing.overtaken()]
    newest = one.own[0].history.first()  # type: ignore[attr-defined]
    assert (newest.history_change_reason, newest.history_user.username) == (reviewing.SEEN, "anna")


def test_a_rule_from_tomorrow_on_and_an_overdue_one_are_listed_today(desk: Desk, jmd: Programme) -> None:
    today, rule = days.now().date(), young(jmd)
    with recording.atomic():
        rule.valid_from, rule.review_by = today + timedelta(days=1), today - timedelta(days=1)
        rule.save()
    page = said(desk.client.get(REVIEW))
    assert date_format(today + timedelta(days=1), "d.m.Y") in page
    concerned = Service.objects.filter(programme=jmd).order_by("pk")
    assert concerned
    assert all(address(service) in page for service in concerned)
    assert list(reviewing.overdue(today)) == [rule]


def test_without_permission_nothing_is_shown(client: Any) -> None:
    assert client.get(REVIEW).status_code == 302
