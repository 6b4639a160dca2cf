"""Writes the read model: facts in, one `SearchRow` per published offer out."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction

from services import choices, opening_times
from services.choices import AccessWay, Answer, Audience, FactGroup, Operation
from services.models import Funding, SearchRow, Service, ServiceAtLocation
from services.models.check import youngest
from services.search import gathering, records, row_tokens, weights
from services.search.shared import Shelf
from services.search.topics import Catalogue, mask
from services.search.whereabouts import Atlas, Whereabouts

#: Raised when rows get other columns or other meanings: older ones are written anew by `refresh_outdated`.
SHAPE = 7
#: An organization's "we take nobody at present" is believed for so long.
CAPACITY_DAYS = 90
_BATCH = 4000
_ACCESS = {way: position for position, way in enumerate(AccessWay.values)}
_AUDIENCE = {audience: position for position, audience in enumerate(Audience.values)}
_PLAIN = [field.attname for field in SearchRow._meta.concrete_fields if field.name != "tokens"]
_COLUMNS = [*_PLAIN, "tokens"]
#: The rows as they come, on their pages as a whole: apart from them, the tokens would be written and read once more.
_COMING = """
    CREATE TEMPORARY TABLE IF NOT EXISTS services_searchcoming (LIKE services_searchrow INCLUDING STORAGE)
    WITH (toast_tuple_target = 8160) ON COMMIT DROP
"""
#: Tokens that say the same stay where they are: PostgreSQL takes others for changed words and enters them all anew.
_UPSERT = f"""
    INSERT INTO services_searchrow AS old ({", ".join(_COLUMNS)}) SELECT {", ".join(_COLUMNS)} FROM services_searchcoming
    ON CONFLICT (offer_id) DO UPDATE SET ({", ".join(_COLUMNS)}) = ROW (
        EXCLUDED.{", EXCLUDED.".join(_PLAIN)}, CASE WHEN old.tokens = EXCLUDED.tokens THEN old.tokens ELSE EXCLUDED.tokens END
    ) WHERE (old.{", old.".join(_COLUMNS)}) IS DISTINCT FROM (EXCLUDED.{", EXCLUDED.".join(_COLUMNS)})
"""
#: Also where the row stays as it was: a number or a note stands on cards that are kept.
_TELL = """
    INSERT INTO services_searchchange (offer_id) SELECT offer_id FROM services_searchdirty WHERE txid = txid_current()
    ON CONFLICT DO NOTHING
"""
#: In one order, so that two who learn the same words wait for each other and never in a circle.
_LEARN = """
    INSERT INTO services_searchword (word)
    SELECT word FROM unnest(%s::text[]) AS came (word)
    WHERE NOT EXISTS (SELECT FROM services_searchword AS known WHERE known.word = came.word) ORDER BY word ON CONFLICT DO NOTHING
"""
Columns = dict[str, Any]


class Made(NamedTuple):
    """`row`: the columns of `SearchRow` by name; `tokens`: what stands in the last of them; `words`: for `SearchWord`."""

    row: Columns
    tokens: row_tokens.Tokens
    words: set[str]


#: The plain week behind hours, which many offers write alike.
_minutes, _is_always = lru_cache(maxsize=4096)(opening_times.minutes), lru_cache(maxsize=4096)(opening_times.is_always)


def refresh_dirty() -> int:
    """Rebuild the rows of all offers that this transaction has touched; their number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM services_searchdirty WHERE txid = txid_current()")
        touched = [row[0] for row in cursor.fetchall()]
        refresh(touched)
        cursor.execute(_TELL)
        cursor.execute("DELETE FROM services_searchdirty WHERE txid = txid_current()")
    return len(touched)


def refresh_outdated() -> int:
    """Rebuild what an older version of this module has written; their number."""
    with transaction.atomic():
        old = list(SearchRow.objects.select_for_update().filter(shape__lt=SHAPE).order_by("pk").values_list("pk", flat=True))
        refresh(old)
    return len(old)


def refresh(offers: Iterable[uuid.UUID]) -> None:
    """In the order of the ids: two that write the same rows at once wait for each other and never in a circle. Words come last."""
    remaining, words = sorted(offers), set[str]()
    while remaining:
        batch, remaining = remaining[:_BATCH], remaining[_BATCH:]
        made = list(rows(batch))
        if gone := set(batch) - {each.row["offer_id"] for each in made}:
            SearchRow.objects.filter(pk__in=gone).delete()
        _write(made)
        words.update(*(each.words for each in made))
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_LEARN, [sorted(words)])


def _write(made: Sequence[Made]) -> None:
    """A row that says the same as before is left alone, and nobody is told to read it anew. Only in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_COMING)
        with cursor.copy(f"COPY services_searchcoming ({', '.join(_COLUMNS)}) FROM STDIN") as coming:
            for each in made:
                coming.write_row([*(_written(each.row[name]) for name in _PLAIN), weights.vector(each.tokens.items())])
        cursor.execute(_UPSERT)
        cursor.execute("TRUNCATE services_searchcoming")


def _written(value: Any) -> Any:
    """Lists of numbers and ranks as PostgreSQL reads them."""
    if isinstance(value, list):
        return f"{{{','.join(map(str, value))}}}"
    return json.dumps(value) if isinstance(value, dict) else value


def rows(offers: Sequence[uuid.UUID]) -> Iterator[Made]:
    """One per offer that is listed."""
    found = gathering.gather(offers)
    atlas, words = Atlas(found.offers, found.areas), row_tokens.Words()
    shelf = Shelf(offer.service for offer in found.offers)
    catalogue, paid = Catalogue(), _Funders()
    for offer in found.offers:
        topics = catalogue.of(offer.service)
        row = _row(offer, atlas.locate(offer)) | topics.columns
        row["funders"] = paid.of(offer.service)
        row["profile_id"] = shelf.profile(offer.service)
        row["catchment_id"] = shelf.catchment(offer.service, everywhere=offer.nationwide)
        yield Made(row, words.of(offer, topics), words.written(offer.service))


def _row(offer: ServiceAtLocation, where: Whereabouts) -> Columns:
    lat, lon = where.point or (None, None)
    last, programme = youngest(records.hung(offer, "checks")), offer.service.programme
    full = offer.takes_new == Answer.NO and offer.takes_new_on
    return {
        "offer_id": offer.pk,
        "lat": lat,
        "lon": lon,
        "has_distance": where.has_distance,
        "inside": list(where.inside),
        "serves": list(where.serves),
        "everywhere": where.everywhere,
        "programme": programme.code if programme else "",
        "only_if_asked": programme.only_if_asked if programme else False,
        "takes_new_no_until": full + timedelta(days=CAPACITY_DAYS) if full else None,
        "closed": offer.operation == Operation.CLOSED,
        "reachable": bool(records.hung(offer, "contacts")) or offer.is_reachable,
        "checked": last.day if last else None,
        "shape": SHAPE,
        **_masks(offer),
        **_hours(offer, where.land),
        **_languages(offer),
    }


def _masks(offer: ServiceAtLocation) -> Columns:
    return {
        "access": mask(_ACCESS[way] for way in offer.access),
        "access_not": mask(_ACCESS[way] for way in offer.access_not),
        "audiences": mask(_AUDIENCE[audience] for audience in offer.service.stated_audiences),
    }


class _Funders:
    """Those of a service and of its programme; the programme's are looked up once for all its services in a batch."""

    def __init__(self) -> None:
        self._of_programmes: dict[uuid.UUID | None, int] = {None: 0}

    def of(self, service: Service) -> int:
        programme = service.programme
        if programme and programme.pk not in self._of_programmes:
            self._of_programmes[programme.pk] = _funders(programme.fundings.all())
        return self._of_programmes[service.programme_id] | _funders(records.hung(service, "fundings"))


def _funders(fundings: Iterable[Funding]) -> int:
    return mask(funding.funding_source.bit for funding in fundings if funding.funding_source.bit is not None)


def _hours(offer: ServiceAtLocation, land: str) -> Columns:
    spans = _minutes(offer.hours) if offer.hours else []
    closed_from, closed_to = _closure(offer)
    return {
        "opens": [start for start, _end in spans],
        "closes": [end for _start, end in spans],
        "hours_fresh_until": _fresh_until(offer, FactGroup.HOURS) if spans else None,
        "closed_from": closed_from,
        "closed_to": closed_to,
        "land": "" if offer.hours and _is_always(offer.hours) else land,
    }


def _fresh_until(offer: ServiceAtLocation, group: FactGroup) -> date | None:
    return offer.known_until(youngest(records.hung(offer, "checks"), group))


def _closure(offer: ServiceAtLocation) -> tuple[date | None, date | None]:
    """Both ends or none: an open end becomes a day that is never reached."""
    if offer.closed_from is None and offer.closed_to is None:
        return None, None
    return offer.closed_from or date.min, offer.closed_to or date.max


def _languages(offer: ServiceAtLocation) -> Columns:
    spoken = records.hung(offer, "spoken_languages")
    named = [(entry.language.bit, entry.mode in choices.SPOKEN_AT_ONCE) for entry in spoken if entry.language]
    return {
        "languages_stated": mask(bit for bit, at_once in named if at_once),
        "languages_arranged": mask(bit for bit, at_once in named if not at_once),
        "languages_any_arranged": any(entry.language is None for entry in spoken),
        "languages_complete": offer.languages_complete,
        "languages_fresh_until": _fresh_until(offer, FactGroup.LANGUAGES) if spoken else None,
    }
