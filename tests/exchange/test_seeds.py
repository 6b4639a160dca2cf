"""The checklist of the five source documents: every fact is shown somewhere, or left out on purpose with a reason."""

import html
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from services.exchange.records import identity

pytestmark = pytest.mark.django_db
LEAST = {"seed-0": 30, "seed-1": 20, "seed-2": 25, "seed-3": 25, "seed-4": 20}


def checklist(fixtures: Path) -> list[dict[str, Any]]:
    return tomllib.loads((fixtures / "seed_facts.toml").read_text())["fact"]


def address(place: str, source: str) -> str:
    """ "offer:psz-dresden" → where that is shown."""
    kind, _, key = place.partition(":")
    if kind == "source":
        return f"/de/sources/{identity('source', source)}/"
    if kind == "programme":
        return f"/de/programmes/{key}/"
    path = {"offer": "offers", "organization": "organizations", "project": "projects", "funding": "funding"}[kind]
    return f"/de/{path}/{identity('funding_source' if kind == 'funding' else kind, key)}/"


def funding_source_of(fixtures: Path) -> dict[str, str]:
    data = tomllib.loads((fixtures / "funding.toml").read_text())
    return {row["key"]: row["funding_source"] for row in data["funding"]}


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))


def test_every_fact_of_the_seeds_is_shown_where_the_checklist_says(
    client: Client, fixtures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages: dict[str, str] = {}
    fundings = funding_source_of(fixtures)
    lines = []
    for fact in checklist(fixtures):
        if "left_out" in fact:
            assert fact["role"], fact["key"]
            lines.append(f"{fact['key']} left out: {fact['left_out']['de']} ({fact['role']})")
            continue
        assert fact["shown"][0] == "source", fact["key"]
        for place in fact["shown"]:
            kind, _, key = place.partition(":")
            url = address(f"funding:{fundings.get(key, key)}" if kind == "funding" else place, fact["source"])
            if url not in pages:
                response = client.get(url, follow=True)
                assert response.status_code == 200, (fact["key"], place, url)
                pages[url] = words(response.content.decode())
        assert re.sub(r"\s+", " ", fact["text"]["de"]) in pages[address("source", fact["source"])], fact["key"]
        lines.append(f"{fact['key']} {fact['text']['de'][:70]} → {', '.join(fact['shown'])}")
    with capsys.disabled():
        left_out = sum(" left out: " in line for line in lines)
        print("", *lines, sep="\n")
        print(f"\nseed facts: {len(lines)}, shown {len(lines) - left_out}, left out {left_out}")


def test_no_seed_has_lost_its_facts(fixtures: Path) -> None:
    counts = Counter(fact["source"] for fact in checklist(fixtures))
    for source, least in LEAST.items():
        assert counts[source] >= least


def test_numbers_of_the_seed_texts_stand_in_the_checklist(fixtures: Path) -> None:
    """The figures that a careless summary would lose."""
    texts = {source: " ".join(f["text"]["de"] for f in checklist(fixtures) if f["source"] == source and "text" in f) for source in LEAST}
    for source, figures in {
        "seed-0": ["150", "3,5", "2016", "Ukraine", "Carolaplatz", "Albertstraße 10", "55055"],
        "seed-1": ["vier", "27", "100", "2020", "Ausländerrat", "Integrationskurs"],
        "seed-2": ["Prohlis", "Leuben", "Pirna", "Schweigepflicht", "Caritas4Ukraine", "Patenschaften"],
        "seed-3": ["16", "2.100", "500", "2018", "2021", "2022", "Syspons", "Rostock", "Thüringe"],
        "seed-4": ["JUST", "GeZus", "20h", "Landesarbeitsgemeinschaft", "Regionen"],
    }.items():
        for figure in figures:
            assert figure in texts[source], (source, figure)


def test_what_is_past_is_told_as_past(fixtures: Path) -> None:
    facts = checklist(fixtures)
    ratio = [fact for fact in facts if fact["source"] == "seed-1" and "100" in fact.get("text", {}).get("de", "")]
    goals = [fact for fact in facts if fact["source"] == "seed-1" and "2020" in fact.get("text", {}).get("de", "")]
    assert ratio
    assert goals
    assert all(fact["past"] for fact in ratio)


def test_the_four_offices_are_one_entry(client: Client) -> None:
    answer = client.get("/api/v1/search?place=Dresden&programme=MBE").json()
    dresden = [result for result in answer["results"] if result["location"]["city"] == "Dresden"]
    assert len(dresden) == 1
    assert "vier" in dresden[0]["service"] or "four" in dresden[0]["service"]
