"""Every exception that the field makes (domain 1.1 to 1.24), each under the words of its line.

The whole tables stand in test_matrix.py; here stands what a careless simplification would lose. `E` fits, `A` ask first, `N` not for you.
"""

from datetime import date
from functools import cache

import pytest
from django.test import Client

from services.choices import Answer, Verdict
from services.eligibility.assess import assess
from services.eligibility.catchment import Where
from services.eligibility.handover import Candidate, Handover, instead_of
from services.eligibility.person import Person
from services.eligibility.profile import Profile, of_programme
from services.exchange.records import identity
from services.models import Location, Need, Programme, Rule, Service
from tests import builders
from tests.eligibility.test_matrix import CODES, LETTER, TODAY

pytestmark = pytest.mark.django_db
ANY = " ".join(CODES)
CHILDREN, YOUTHS, MINORS = (0, 11), (12, 17), (0, 11, 12, 17)
YOUNG, OLDER, ADULTS, EVERY = (18, 26), (27, 99), (18, 26, 27, 99), (0, 11, 12, 17, 18, 26, 27, 99)


@cache
def candidates() -> dict[str, Candidate]:
    """All programmes, read once: no test here changes a rule."""
    found = Programme.objects.order_by("code").prefetch_related("routes__rules", "need_ranks__need")
    return {
        programme.code: Candidate(
            programme.code,
            frozenset(rank.need.code for rank in programme.need_ranks.all()),
            of_programme(programme),
            not programme.only_if_asked,
        )
        for programme in found
    }


def rules(code: str) -> Profile:
    return candidates()[code].profile


def people(ages: tuple[int | None, ...], papers: str = ANY, *situations: str) -> list[Person]:
    """Everybody of these ages with these papers; "-" is a paper that was not named."""
    return [Person(age, None if paper == "-" else paper, frozenset(situations)) for age in ages for paper in papers.split()]


def named(table: list[tuple]) -> list[str]:
    return [f"{row[1]} {row[0]}" for row in table]


def service(key: str) -> Service:
    return Service.objects.get(pk=identity("service", key))


def rules_of_service(key: str) -> Profile:
    own = service(key)
    assert own.programme
    return of_programme(own.programme, own.overrides.all())


def instead(code: str, person: Person) -> Handover | None:
    return instead_of(candidates()[code], candidates().values(), person, TODAY)


EVERYBODY = people((None, *EVERY), ANY + " -")
VERDICTS = [
    ("< 18 `ask_first` (finding 3)", "PSZ", people(MINORS), "A"),
    ("status: all, also Ukraine [seed 0], independent of residence title", "PSZ", people(ADULTS, ANY + " -"), "E"),
    ("Second audience: Fachkräfte (trainings) [seed 0].", "PSZ", people(EVERY, ANY, "own_work"), "E"),
    ("< 18 `not_for_you` → JMD", "MBE", people(MINORS), "N"),
    ("18-26 `ask_first` (exception: typical adult problem, e.g. flat, benefits, own family)", "MBE", people(YOUNG), "A"),
    ("**from the 27th birthday** (>= 27)", "MBE", people(OLDER, "G1 G3 G4 G5 G6 G7 G8"), "E"),
    ("G1 eligible (all with Aufenthaltsgestattung since 31.12.2022)", "MBE", people(OLDER, "G1"), "E"),
    ("G2 ask_first; G3 eligible", "MBE", people(OLDER, "G2"), "A"),
    ("G9 German citizen ask_first; G0 ask_first", "MBE", people(OLDER, "G9 G0"), "A"),
    ("Age 27+ `not_for_you` → MBE", "JMD", people(OLDER), "N"),
    ("Under 12 `not_for_you` (parents → MBE/Erziehungsberatung)", "JMD", people(CHILDREN), "N"),
    ("GÜB only / no papers (G0) `ask_first`, and point to anonymous help", "JMD", people(YOUTHS + YOUNG, "G0"), "A"),
    ("→ G1..G9 eligible (G9: with migration background)", "JMD", people(YOUTHS + YOUNG, ANY[3:]), "E"),
    ("No age rule. **Area is decisive**", "FSA_MSA", people((None, *EVERY), "G1 G2 G3 G4 G5"), "E"),
    ("G0 ask_first (Caritas: status does not matter [seed 2])", "FSA_MSA", people(EVERY, "G0"), "A"),
    ("G6 ask_first (e.g. family reunion to a refugee)", "FSA_MSA", people(EVERY, "G6"), "A"),
    ("G7, G8, G9 not_for_you → MBE/JMD/general social counselling", "FSA_MSA", people(EVERY, "G7 G8 G9"), "N"),
    ("G1 eligible; G2 ask_first (pending court case, follow-up application)", "AVB", people(EVERY, "G2"), "A"),
    ("G3 ask_first (only revocation proceedings)", "AVB", people(EVERY, "G3"), "A"),
    ("G5, G6, G0 ask_first (only if they want to apply); G4 ask_first", "AVB", people(EVERY, "G5 G6 G0 G4"), "A"),
    ("G4 ask_first; G7, G8, G9 not_for_you", "AVB", people(EVERY, "G7 G8 G9"), "N"),
    ("No age rule (minors: with guardian)", "AVB", people((None, *EVERY), "G1"), "E"),
    ("G1-G6 eligible; G7 EU ask_first", "RUECK", people((None, *EVERY), "G1 G2 G3 G4 G5 G6"), "E"),
    ("G7 EU ask_first (REAG/GARP normally not for EU citizens [own])", "RUECK", people(EVERY, "G7"), "A"),
    ("G8/G9 not_for_you", "RUECK", people(EVERY, "G8 G9"), "N"),
    ("G0 ask_first **with safety note**", "RUECK", people(EVERY, "G0"), "A"),
    ("All ages; minors ask_first.", "SHK", people(MINORS), "A"),
    ("Eligibility: everybody, all statuses, patients **and relatives**; no diagnosis proof.", "SHK", people(ADULTS, ANY + " -"), "E"),
    ("Individuals: ask_first → local KISS.", "SHK_LAND", EVERYBODY, "A"),
    ("Primary users: self-help groups", "SHK_LAND", people((None, *EVERY), ANY + " -", "founding_group"), "E"),
    ("contact points, umbrella associations, professionals", "SHK_LAND", people((None, *EVERY), ANY + " -", "own_work"), "E"),
    ("via SHK. All statuses.", "SHG", EVERYBODY, "E"),
    ("All statuses; per association.", "MSO", EVERYBODY, "E"),
    ("All statuses [own]; city-funded [own].", "VEREIN", EVERYBODY, "E"),
    ("Status all [own]; funder: Malteser Werke", "VBC", people((None, *EVERY), "G0 G1 G2 G3 G4 G5 G6"), "E"),
    ("Outcome: G8 eligible", "IK", people(ADULTS, "G8"), "E"),
    ("only if the permit is younger than 1 year, otherwise or if not asked ask_first", "IK", people(ADULTS, "G3"), "A"),
    ("G6 the same but by kind of permit, so ask_first", "IK", people(ADULTS, "G6"), "A"),
    ("G1, G2, G4, G5, G7, G9, G0 ask_first.", "IK", people(ADULTS, "G1 G2 G4 G5 G7 G9 G0"), "A"),
    ("School-age youths: no (school).", "IK", people(CHILDREN), "N"),
    ("Youth courses: under 27 and no longer of school age", "IK", people(YOUTHS), "A"),
    ("everyone, any age/status, free, anonymous possible", "SCHWANG", EVERYBODY, "E"),
    ("everyone incl. relatives, all statuses, free, confidential, anonymous possible", "SUCHT", EVERYBODY, "E"),
    ("All statuses, all nationalities.", "GEWALT", EVERYBODY, "E"),
    ("own place depends on capacity and cost coverage", "SCHUTZHAUS", EVERYBODY, "A"),
    ("All statuses, all ages.", "OPFER_RG", EVERYBODY, "E"),
    ("All statuses. AGG deadline **2 months**", "ADB", EVERYBODY, "E"),
    ("All statuses, **status not asked**.", "OHNE_PAPIERE", EVERYBODY, "E"),
    ("visitors' visa, uninsured Germans/EU, homeless", "OHNE_PAPIERE", people(EVERY, "G0 G7 G9", "no_insurance"), "E"),
    ("asylum seekers ask_first (funding ties to SGB II/XII)", "SCHULD", people(ADULTS, "G0 G1 G2"), "A"),
    ("all statuses in principle", "SCHULD", people(ADULTS, "G3 G4 G5 G6 G7 G8 G9"), "E"),
    ("families with habitual residence, incl. asylum seekers/tolerated", "EFB", people((None, *EVERY), ANY[3:]), "E"),
    ("(§ 6(2) SGB VIII: lawful or Duldung) [own]", "EFB", people((None, *EVERY), "G0"), "A"),
    ("All statuses; G0 ask_first.", "ANERK", people(ADULTS, "G0"), "A"),
    ("BQFG: independent of status and nationality; adult or with certificate", "ANERK", people(ADULTS, ANY[3:]), "E"),
    ("adult or with certificate", "ANERK", people(MINORS, ANY[3:]), "A"),
    ("G1, G2 ask_first (work permit, safe country)", "AMM", people(ADULTS, "G1 G2"), "A"),
    ("G3-G6 eligible, G7-G9 and G0 ask_first", "AMM", people(ADULTS, "G3 G4 G5 G6"), "E"),
    ("(current phase 2025-2027 focuses on people seeking protection)", "AMM", people(ADULTS, "G7 G8 G9 G0"), "A"),
    ("); working age.", "AMM", people(CHILDREN), "N"),
    ("); working age.", "AMM", people(YOUTHS), "A"),
    ("| RECHT | Asyl- und Aufenthaltsrechtsberatung", "RECHT", EVERYBODY, "E"),
    ("always visible with mental-health results", "KRISE", EVERYBODY, "E"),
    ("| all adults, relatives | all |", "SOZPSY", people(ADULTS, ANY + " -"), "E"),
    ("Sozialpsychiatrischer Dienst (health office) | all adults", "SOZPSY", people(MINORS), "A"),
    ("| < 18 alone | all | first address for a minor alone", "UMA", people(MINORS, ANY + " -", "unaccompanied_minor"), "E"),
    ("unbegleitete minderjährige Ausländer, §§ 42a ff. SGB VIII", "UMA", people(ADULTS, ANY, "unaccompanied_minor"), "N"),
    ("JMD additionally 12+", "JMD", people(YOUTHS, ANY[3:], "unaccompanied_minor"), "E"),
    ("| all | all, incl. § 25(4a) |", "OPFER_MH", EVERYBODY, "E"),
    ("| workers from abroad | all; BABS also EU |", "FAIR", EVERYBODY, "E"),
    ("| disability, relatives | all |", "EUTB", EVERYBODY, "E"),
    ("| LSBTIQ* | all | safety: discreet wording", "QUEER", EVERYBODY, "E"),
    ("| homeless | all, benefits vary |", "WOHN", EVERYBODY, "E"),
    ("| all | all | catch-all, good for G7, G9, G0 |", "ASB", EVERYBODY, "E"),
    ("| PATE | Patenschaften, ehrenamtliche Begleitung | refugees | all |", "PATE", EVERYBODY, "E"),
    ("| DRK-Suchdienst: missing family, family reunion | all | all |", "SUCHDIENST", EVERYBODY, "E"),
    ("| professionals | n/a | own audience filter |", "FACHK", EVERYBODY, "A"),
    ("trainings for staff (PSZ) [seed 0], SHK_LAND, LaFaSt", "FACHK", people((None, *EVERY), ANY + " -", "own_work"), "E"),
]


@pytest.mark.parametrize(("quote", "code", "who", "letter"), VERDICTS, ids=named(VERDICTS))
def test_the_exception_holds(quote: str, code: str, who: list[Person], letter: str) -> None:
    for person in who:
        assert assess(rules(code), person, TODAY).verdict == LETTER[letter], person


#: What the deciding sentence must say, where the verdict alone would hide the exception.
SENTENCES = [
    ("18-26 `ask_first` (exception: typical adult problem", "MBE", Person(20, "G1"), "age", "Wohnung Geld Familie"),
    ("< 18 `not_for_you` → JMD", "MBE", Person(15, "G1"), "age", "JMD"),
    ("an Ankunftsnachweis only = ask_first", "MBE", Person(30, "G1"), "status", "Ankunftsnachweis"),
    ("G4 eligible (incl. § 104c; for temporary § 25(4) S.1 ask_first)", "MBE", Person(30, "G4"), "status", "Chancen-Aufenthalt Abs. 4"),
    ('G6 eligible (study § 16b: ask_first, not "permanent")', "MBE", Person(30, "G6"), "status", "§ 16b"),
    ("G8 eligible incl. spouses and descendants", "MBE", Person(30, "G8"), "status", "Ehepartner Kinder"),
    ("Under 12 `not_for_you` (parents → MBE/Erziehungsberatung)", "JMD", Person(8, "G1"), "age", "Eltern MBE Erziehungs-"),
    ("Age 27+ `not_for_you` → MBE", "JMD", Person(27, "G1"), "age", "MBE"),
    ("and point to anonymous help", "JMD", Person(20, "G0"), "status", "Anonyme Hilfe"),
    ("(G9: with migration background)", "JMD", Person(20, "G9"), "status", "eingewandert"),
    ('recognised refugees "übergangsweise"', "FSA_MSA", Person(30, "G3"), "status", "Übergangszeit"),
    ("(e.g. family reunion to a refugee)", "FSA_MSA", Person(30, "G6"), "status", "Familiennachzug"),
    ("not_for_you → MBE/JMD/general social counselling", "FSA_MSA", Person(30, "G9"), "status", "MBE JMD soziale Beratung"),
    ("G2 ask_first (pending court case, follow-up application)", "AVB", Person(30, "G2"), "status", "Gericht neu"),
    ("G3 ask_first (only revocation proceedings)", "AVB", Person(30, "G3"), "status", "widerrufen"),
    ("ask_first (only if they want to apply)", "AVB", Person(30, "G5"), "status", "Asyl beantragen"),
    ("No age rule (minors: with guardian)", "AVB", Person(15, "G1"), "age", "Vormund"),
    ("RUECK | none (minor: guardian)", "RUECK", Person(15, "G1"), "age", "Vormund"),
    (
        "NGO counsellors (Caritas, DRK, AWO) have confidentiality; state offices (BAMF, Landratsamt) have § 87 duties",
        "RUECK",
        Person(30, "G0"),
        "status",
        "Caritas DRK AWO Schweigepflicht Staatliche Stellen melden",
    ),
    ("G7 EU ask_first (REAG/GARP normally not for EU citizens [own])", "RUECK", Person(30, "G7"), "status", "keine Reisehilfe"),
    ("Language often German only → ask_first for language.", "SHK", Person(30, "G1"), "status", "Deutsch Sprache"),
    ("Individuals: ask_first → local KISS.", "SHK_LAND", Person(30, "G1"), "status", "Selbsthilfekontaktstelle am Ort"),
    ("only if the permit is younger than 1 year", "IK", Person(30, "G3"), "status", "jünger als ein Jahr"),
    ("G6 the same but by kind of permit, so ask_first", "IK", Person(30, "G6"), "status", "Art Ihrer Erlaubnis"),
    ("**stopped since 09.02.2026** unless obliged (§ 44a)", "IK", Person(30, "G5"), "status", "09.02.2026"),
    ("§ 25(1),(2),(4a) S.3, § 25b", "IK", Person(30, "G4"), "status", "§ 25b"),
    ("School-age youths: no (school).", "IK", Person(8, "G1"), "age", "Schule"),
    ("language often German.", "SUCHT", Person(30, "G1"), "status", "Deutsch Sprache"),
    ("can be an obstacle → counsellors solve it", "SCHUTZHAUS", Person(30, "G1"), "status", "Wohnsitzauflage hilft"),
    ("House: women (+children)", "SCHUTZHAUS", Person(30, "G1"), "age", "Frauen Kinder"),
    ("All statuses, **status not asked**.", "OHNE_PAPIERE", Person(30, "G0"), "status", "Niemand fragt"),
    ("minors may come alone (§ 8(3))", "EFB", Person(15, "G1"), "age", "auch allein"),
    ("parents, children, young people under 27 (SGB VIII § 7)", "EFB", Person(30, "G1"), "age", "Eltern"),
    ("adult or with certificate", "ANERK", Person(15, "G1"), "age", "Zeugnis"),
    ("**excluded**: asylum seekers/tolerated from safe countries of origin", "AMM", Person(30, "G1"), "status", "arbeiten Herkunftsland"),
    ("(current phase 2025-2027 focuses on people seeking protection)", "AMM", Person(30, "G7"), "status", "2027 Schutz"),
    ("enough German, near the labour market", "AMM", Person(30, "G3"), "age", "genug Deutsch"),
    ("| workers from abroad | all; BABS also EU |", "FAIR", Person(30, "G7"), "status", "BABS"),
    ("first address for a minor alone; JMD additionally 12+", "UMA", Person(18, "G1"), "age", "JMD"),
]


@pytest.mark.parametrize(("quote", "code", "person", "criterion", "words"), SENTENCES, ids=named(SENTENCES))
def test_the_sentence_names_the_exception(quote: str, code: str, person: Person, criterion: str, words: str) -> None:
    assert_said(rules(code), person, criterion, words)


def assert_said(profile: Profile, person: Person, criterion: str, words: str, where: Where = Where.INSIDE) -> None:
    reason = next(reason for reason in assess(profile, person, TODAY, where).reasons if reason.criterion == criterion)
    sentence = Rule.objects.get(pk=reason.rule).text_de
    for word in words.split():
        assert word in sentence, (word, sentence)


#: What holds for somebody whom everything else fits, outside the area.
OUTSIDE = [
    ("living elsewhere in Saxony: nearest PSZ, `ask_first`", "PSZ", "A", "Zentrum näher"),
    ("Area: none by law; local office.", "MBE", "E", ""),
    ("Area: local JMD", "JMD", "A", "näher"),
    ("**Area is decisive**: Caritas = Dresden districts Prohlis and Leuben", "FSA_MSA", "N", "andere Stelle zuständig"),
    ("Own county/city.", "SHK", "A", "Stadt Landkreis"),
    ("Persons in Saxony: not_for_you by area; online (ipso e-care) ask_first [own].", "VBC", "N", "Mecklenburg-Vorpommern PSZ online IPSO"),
    ("local residents; all statuses in principle", "SCHULD", "A", "Ort"),
    ("families with habitual residence", "EFB", "A", "Ort"),
    ("every qualification, whole of Saxony", "ANERK", "A", "Sachsen"),
    ("residence in project area", "AMM", "A", "Projekte"),
]


@pytest.mark.parametrize(("quote", "code", "letter", "words"), OUTSIDE, ids=named(OUTSIDE))
def test_outside_the_area(quote: str, code: str, letter: str, words: str) -> None:
    person = Person({"JMD": 20}.get(code, 30), "G3")
    assert assess(rules(code), person, TODAY).verdict == Verdict.FITS
    assert assess(rules(code), person, TODAY, Where.OUTSIDE).verdict == LETTER[letter]
    if words:
        assert_said(rules(code), person, "area", words, Where.OUTSIDE)


CATCHMENTS = [
    ("PSZ Dresden = Dresden + Eastern Saxony", "psz-dresden", "14612 14625 14626"),
    ("PSZ Chemnitz = Chemnitz, Erzgebirgskreis, Vogtland", "psz-chemnitz", "14511 14521 14523"),
    ("PSZ Leipzig = Leipzig region [own]", "psz-leipzig", "14713 14729 14730"),
    ('Caritas JMD Dresden = "einziger JMD in der Region Dresden und Freital"', "jmd-dresden", "14612 14628:Freital"),
    ("Diakonie JMD Pirna = Landkreis SSOE + Kamenz/Hoyerswerda", "jmd-pirna", "14628 14625:Kamenz 14625:Hoyerswerda"),
    ("Caritas = Dresden districts Prohlis and Leuben", "caritas-msa-dresden", "dd-prohlis dd-leuben"),
    ("Pirna and Landkreis Sächsische Schweiz-Osterzgebirge [seed 2]", "caritas-fsa-ssoe", "14628"),
    ("which carrier has which other district: unknown", "sufw-fsa", ""),
    ("Own county/city.", "kiss-dresden", "14612"),
    ("Own county/city.", "skis-leipzig", "14713"),
    ("Own county/city.", "kiss-chemnitz", "14511"),
    ("Own county/city.", "kiss-pirna", "14628"),
    ("Statewide interface", "lakos-sachsen", "DE-SN"),
    ("Area of seed 3: Mecklenburg-Vorpommern", "vbc-rostock", "DE-MV"),
    ("Leipzig resident (city-funded) ask_first for others.", "cabl-leipzig", "14713"),
    ("every qualification, whole of Saxony", "ibas-sachsen", "DE-SN"),
]


@pytest.mark.parametrize(("quote", "key", "areas"), CATCHMENTS, ids=named(CATCHMENTS))
def test_a_listing_serves_the_area_that_is_stated(quote: str, key: str, areas: str) -> None:
    """Parts of a stated area that are listed beside it change nothing here."""
    served = {row.area_id: row.area.parent_id for row in service(key).serves.select_related("area")}
    assert {area for area, parent in served.items() if parent not in served} == {identity("area", area) for area in areas.split()}


#: What the programme itself says beside its rules.
WORDS = [
    ("later still possible with need", "MBE", "summary_de", "aber auch später"),
    ("no court representation", "AVB", "summary_de", "keine Vertretung vor Gericht"),
    (
        "Counselling does not oblige to leave and does not hurt the asylum case",
        "RUECK",
        "summary_de",
        "verpflichtet zu nichts und schadet dem Asylverfahren nicht",
    ),
    ("patients **and relatives**; no diagnosis proof", "SHK", "summary_de", "Angehörige, ohne Nachweis"),
    ("Free or small contribution.", "SHG", "cost_note_de", "kleiner Beitrag"),
    ("Not therapy.", "SHG", "summary_de", "keine Therapie"),
    ("not psychotherapy", "VBC", "summary_de", "keine Psychotherapie"),
    ("unless obliged (§ 44a)", "IK", "summary_de", "verpflichtet wird"),
    ("exempt on SGB II/XII/AsylbLG benefits [own]", "IK", "cost_note_de", "befreit"),
    ("offices give no certificate for abortion", "SCHWANG", "summary_de", "nicht an jeder Stelle"),
    ("everyone incl. relatives", "SUCHT", "summary_de", "Angehörige"),
    ("counselling: women and men, free", "GEWALT", "summary_de", "für Frauen und für Männer"),
    ("(SGB II/AsylbLG; day rate)", "SCHUTZHAUS", "cost_note_de", "Tagessatz"),
    ("victims, relatives, witnesses", "OPFER_RG", "summary_de", "Angehörige und Zeugen"),
    ("AGG deadline **2 months** [own] → show urgency", "ADB", "summary_de", "zwei Monate"),
    ("free at recognised offices", "SCHULD", "cost_note_de", "anerkannten Stellen"),
    ("Application fee of the recognition itself can cost money.", "ANERK", "cost_note_de", "kann Geld kosten"),
    ("deadlines (1 week / 2 weeks appeal) → urgent banner [own]", "RECHT", "summary_de", "nur eine Woche"),
    ("| homeless | all, benefits vary |", "WOHN", "summary_de", "Welche Leistungen möglich sind"),
]


@pytest.mark.parametrize(("quote", "code", "attribute", "words"), WORDS, ids=named(WORDS))
def test_the_programme_says_it(quote: str, code: str, attribute: str, words: str) -> None:
    assert words in getattr(Programme.objects.get(code=code), attribute)


HANDOVERS = [
    ("< 18 `not_for_you` → JMD", "MBE", Person(15, "G1"), "JMD"),
    ("27th birthday mid-case: programme duty ends; orderly hand-over to MBE", "JMD", Person(27, "G1"), "MBE"),
    ("G7, G8, G9 not_for_you → MBE/JMD/general social counselling", "FSA_MSA", Person(30, "G7"), "MBE"),
    ("not_for_you → MBE/JMD/general social counselling", "FSA_MSA", Person(20, "G9"), "JMD"),
    ("first address for a minor alone; JMD additionally 12+", "UMA", Person(20, "G1"), "JMD"),
]


@pytest.mark.parametrize(("quote", "code", "person", "other"), HANDOVERS, ids=named(HANDOVERS))
def test_who_helps_instead(quote: str, code: str, person: Person, other: str) -> None:
    assert assess(rules(code), person, TODAY).verdict == Verdict.NOT_FOR_YOU
    assert instead(code, person) == Handover(other, Verdict.FITS)


def test_there_is_no_mirror_at_27() -> None:
    """1.2, 1.3: “There is **no** mirror exception for JMD at 27+.” (finding 2)"""
    for person in people((26, 27)):
        mbe, jmd = (assess(rules(code), person, TODAY).verdict for code in ("MBE", "JMD"))
        assert (mbe == Verdict.ASK_FIRST) if person.age == 26 else (jmd == Verdict.NOT_FOR_YOU), person


def test_time_since_entry_closes_nothing() -> None:
    """1.2: “So time since entry never gives `not_for_you`.” 1.3: “No limit by time since entry.”"""
    for code, ages in (("MBE", OLDER), ("JMD", YOUTHS + YOUNG)):
        assert all(assess(rules(code), person, TODAY).verdict != Verdict.NOT_FOR_YOU for person in people(ages, ANY + " -"))


def test_no_paper_closes_the_way_into_a_course() -> None:
    """1.13: “No status gives not_for_you.”"""
    for person in people((*YOUTHS, *ADULTS, None), ANY + " -"):
        assert assess(rules("IK"), person, TODAY).verdict != Verdict.NOT_FOR_YOU, person


def test_caritas_dresden_asks_for_no_paper() -> None:
    """1.4: “Caritas Dresden: secure and insecure stay, independent of residence status and religion”."""
    for key in ("caritas-msa-dresden", "caritas-fsa-ssoe"):
        profile = rules_of_service(key)
        for person in people((None, *EVERY), "G0 G1 G2 G3 G4 G5 G6"):
            assert assess(profile, person, TODAY).verdict == Verdict.FITS, (key, person)
        for person in people((None, *EVERY), "G7 G8 G9"):
            assert assess(profile, person, TODAY).verdict == Verdict.ASK_FIRST, (key, person)
        assert_said(profile, Person(30, "G8"), "status", "für geflüchtete Menschen fragen")
        assert assess(profile, Person(30, "G0"), TODAY, Where.OUTSIDE).verdict == Verdict.NOT_FOR_YOU
    assert assess(rules_of_service("sufw-fsa"), Person(30, "G0"), TODAY).verdict == Verdict.ASK_FIRST


def test_the_voucher_of_leipzig_is_paid_for_leipzig() -> None:
    """1.19: “Leipzig resident (city-funded) ask_first for others.”"""
    cabl, chemnitz = rules_of_service("cabl-leipzig"), rules_of_service("medibuero-chemnitz")
    for person in people((None, *EVERY), ANY + " -"):
        assert assess(cabl, person, TODAY).verdict == Verdict.FITS
        assert assess(cabl, person, TODAY, Where.OUTSIDE).verdict == Verdict.ASK_FIRST
        assert assess(chemnitz, person, TODAY, Where.OUTSIDE).verdict == Verdict.FITS
    assert_said(cabl, Person(30, "G0"), "area", "Stadt Leipzig fragt niemand Papier", Where.OUTSIDE)


def test_return_is_never_pushed() -> None:
    """1.6: “never push; show only if asked for or under "return", never as top answer to "Abschiebung"”."""
    assert set(Programme.objects.filter(only_if_asked=True).values_list("code", flat=True)) == {"RUECK"}
    assert candidates()["RUECK"].needs == {"rueckkehr"}
    for code in candidates():
        for person in people((15, 30, None), "G0 G1 G2 G9 -"):
            found = instead(code, person)
            assert found is None or found.code != "RUECK", (code, person)


def test_only_crisis_help_is_an_emergency() -> None:
    """1.1: “**Not an emergency service** → crisis block”. 1.24: “always visible with mental-health results”."""
    assert set(Programme.objects.filter(is_emergency=True).values_list("code", flat=True)) == {"KRISE"}
    for need in ("psyche", "krise"):
        assert need in candidates()["KRISE"].needs


def test_legal_help_comes_after_the_independent_counselling() -> None:
    """1.24, RECHT: “AVB first in G1”."""
    ranks = dict(Need.objects.get(code="asyl").programme_ranks.order_by("rank").values_list("programme__code", "rank"))
    assert ranks["AVB"] < ranks["RECHT"]
    assert assess(rules("AVB"), Person(30, "G1"), TODAY).verdict == Verdict.FITS


def test_what_may_end_is_looked_at_in_time() -> None:
    """1.5: “After GEAS (06/2026) and budget 2026/27 verify existence.”"""
    due = set(Rule.objects.filter(route__programme__code="AVB").order_by().values_list("review_by", flat=True))
    assert due == {date(2027, 1, 31)}


def test_the_mentors_end_with_2027() -> None:
    """1.23: “programme phase 01.01.2025-31.12.2027”."""
    for paper in CODES:
        assert assess(rules("AMM"), Person(30, paper), date(2028, 1, 1)).verdict == Verdict.ASK_FIRST
    assert assess(rules("AMM"), Person(30, "G3"), date(2027, 12, 31)).verdict == Verdict.FITS


def test_family_counselling_has_a_way_for_everybody_under_27() -> None:
    """1.21: “parents, children, young people under 27 (SGB VIII § 7)”."""
    young = Profile(tuple(route for route in rules("EFB").routes if route.code == "young"))
    assert [assess(young, Person(age, "G1"), TODAY).verdict for age in (8, 26, 27)] == [Verdict.FITS, Verdict.FITS, Verdict.NOT_FOR_YOU]
    assert [assess(rules("EFB"), Person(age, "G1"), TODAY).route for age in (8, 26, 27)] == ["young", "young", "family"]


def test_who_found_a_group_and_who_works_there_have_their_own_ways() -> None:
    """1.8: “(`audience: organisations`). Individuals: ask_first”. 1.1: “Second audience: Fachkräfte”. 1.24: “own audience filter”."""
    for situation, code, route in (
        ("founding_group", "SHK_LAND", "group"),
        ("own_work", "SHK_LAND", "organisation"),
        ("own_work", "PSZ", "professional"),
        ("own_work", "FACHK", "professional"),
    ):
        assert assess(rules(code), Person(15, None, frozenset({situation})), TODAY).route == route
    assert assess(rules("FACHK"), Person(30), TODAY).questions == ("situation",)


def test_nobody_has_to_prove_an_illness() -> None:
    """1.7: “no diagnosis proof”. 1.14: “everyone, any age/status”. 1.15: “everyone incl. relatives”. 1.24: “disability, relatives”."""
    for code in ("SHK", "SCHWANG", "SUCHT", "GEWALT", "KRISE", "OHNE_PAPIERE", "EUTB"):
        assert not [row for route in rules(code).routes for row in route.rows if row.criterion == "situation"], code


def test_who_helps_without_a_name() -> None:
    """1.1: “anonymous on request”. 1.14, 1.15: “anonymous possible”. 1.19: “anonymous, free medical referral”."""
    for code in ("PSZ", "SCHWANG", "SUCHT", "OHNE_PAPIERE"):
        assert "anonymous" in Programme.objects.get(code=code).confidentiality, code
    assert "confidential" in Programme.objects.get(code="SUCHT").confidentiality


def test_what_costs_money_is_named() -> None:
    """1: “every type below is **free of charge for the person** unless stated”; stated in 1.9, 1.13, 1.16 and, by the lawyers, in 1.24."""
    costly = Programme.objects.exclude(cost="free").values_list("code", flat=True)
    assert set(costly) == {"SHG", "IK", "SCHUTZHAUS", "RECHT"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [(Answer.YES, "Hier bekommen Sie den Beratungsschein."), (Answer.NO, "Diese Stelle gibt Ihnen den Beratungsschein nicht."), ("", "")],
)
def test_the_certificate_is_said_of_each_office(client: Client, answer: str, said: str) -> None:
    """1.14: “Catholic (Caritas/SkF) offices give no certificate for abortion” … “must be an attribute `issues_certificate`”."""
    offer = builders.offer(of={"programme": "SCHWANG", "issues_certificate": answer})
    page = client.get(f"/de/offers/{offer.pk}/").content.decode()
    assert f"<dt>Beratungsschein für einen Schwangerschaftsabbruch</dt><dd>{said}</dd>" in page if said else "Beratungsschein" not in page


def test_no_other_office_says_anything_about_the_certificate() -> None:
    assert not Service.objects.exclude(programme__code="SCHWANG").exclude(issues_certificate="").exists()


def test_no_shelter_has_an_address() -> None:
    """1.16: “**Address of shelters must never be published.**” “ask_first by phone 24/7”."""
    shelters = Location.objects.filter(offers__service__programme__code="SCHUTZHAUS").order_by("pk")
    assert shelters
    assert all(place.visibility == "hidden" and not (place.street or place.postal_code or place.lat) for place in shelters)
    assert Programme.objects.get(code="SCHUTZHAUS").access == ["phone"]


def test_the_card_says_nothing_that_gives_somebody_away() -> None:
    """1.24, QUEER: “safety: discreet wording [own]”."""
    assert Need.objects.get(code="queer").is_sensitive
    for rule in Rule.objects.filter(route__programme__code="QUEER").order_by("pk"):
        assert not [word for word in ("queer", "schwul", "lesbisch", "trans", "LSBTIQ") if word.lower() in rule.text_de.lower()]


def test_general_counselling_takes_those_whom_no_other_takes() -> None:
    """1.24, ASB: “catch-all, good for G7, G9, G0”."""
    assert assess(rules("ASB"), Person(), TODAY).verdict == Verdict.FITS
    for paper in ("G7", "G9", "G0"):
        assert assess(rules("ASB"), Person(30, paper), TODAY).verdict == Verdict.FITS


def test_who_wants_to_help_has_a_way_too() -> None:
    """1.24, PATE: “Patenschaften, ehrenamtliche Begleitung”: for refugees, and for those who come along."""
    assert {route.audience for route in rules("PATE").routes} == {"person", "helper"}
