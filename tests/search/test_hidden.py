"""A hidden place cannot be narrowed below its Kreis, however often one asks."""

from datetime import date

import pytest

from services.models import SearchRow
from services.search.query import Place, SearchQuery
from services.search.run import search
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def test_fifty_searches_around_a_hidden_place_tell_only_its_kreis() -> None:
    hidden = builders.offer(
        of={"programme": "SCHUTZHAUS", "name_de": "Verborgenes Haus"},
        at={"visibility": "hidden", "precision": "kreis", "city": "", "area": builders.area("14612")},
    )
    kreis = builders.area("14612")
    row = SearchRow.objects.get(offer=hidden)
    assert (row.lat, row.lon, row.has_distance) == (kreis.lat, kreis.lon, False)
    seen = 0
    for step in range(50):
        lat, lon = kreis.lat + (step % 7 - 3) * 0.02, kreis.lon + (step // 7 - 3) * 0.03
        place = Place("Punkt", "postal_code", (tuple(kreis.line),), lat, lon)
        for radius in (None, 1.0, 5.0, 40.0):
            hits = search(SearchQuery(today=TODAY, place=place, radius=radius, q="Verborgenes"), with_facets=False).hits
            found = [hit for hit in hits if hit.offer == hidden.pk]
            assert all(hit.distance_km is None for hit in found)
            seen += len(found)
    assert seen >= 50


def test_the_words_of_a_hidden_place_are_not_indexed() -> None:
    hidden = builders.offer(
        of={"programme": "SCHUTZHAUS"}, at={"visibility": "hidden", "precision": "kreis", "city": "", "area": builders.area("14612")}
    )
    assert search(SearchQuery(today=TODAY, q="Verborgenstraße"), with_facets=False).dropped
    assert "dresden" not in str(SearchRow.objects.get(offer=hidden).tokens)
