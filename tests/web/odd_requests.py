"""Requests that nobody would send on purpose, the same in every run: any Unicode, ten kilobytes, huge numbers, many parameters."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

_LANGUAGES = ("de", "de", "en", "ar")
_WORDS = (
    "psychologe", "dresdn", "01219", "19 jahre", "duldung", "brief vom amt", "suizid", "طبيب نفسي", "адвокат", "schwanger", "caritas",
    "'; DROP TABLE services_service; --", "a:* & !b | (c <-> d)", "\\", "%00%ff", "٢٦", "خ" * 50, "flüchtlings" * 9, "\u202e", "„", "½",
    "{{ 7*7 }}", "<script>alert(1)</script>", "%(today)s", "${jndi:x}", "NULL", "\"'\"", "jugendmigrationdienst", "ﷺ" * 20, "e\u0301" * 40,
    "12345678901234567890", "0x1F", "G2", "\x00", "\r\nX-Odd: 1", "🏳️‍🌈" * 9,
)  # fmt: skip
_NUMBERS = ("0", "-1", "1", "5", "1e309", "nan", "inf", "9" * 400, "١٢", "1_000", " 7 ", "0.0000001", "2147483648", "9223372036854775808")
_CODES = ("amt", "psyche", "krise", "ar", "fa-AF", "MBE", "PSZ", "person", "phone", "online", "BAMF", "1", "distance", "relevance", "fits")
_PLACES = ("Dresden", "01219", "Leipzig (Kreis)", "Plauen", "Sachsen", "Berlin-Neukölln", "drehsden", "Deutschland", "99999")
_NAMES = ("q", "place", "radius", "need", "language", "programme", "audience", "access", "funder", "open_now", "sort", "page")
_OTHER_NAMES = ("age", "status", "person", "verdict", "lang", "utm_source", "", "q[]", "ü", "next", "\x00", "page\u202e")
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
_ODD = (None, True, -1, 10**40, 1.5, "", "x" * 300, [], {}, [[]], {"a": {}})


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class OddRequests:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311

    def one(self) -> Request:
        kinds: list[Callable[[], Request]] = [self._page, self._api, self._json, self._posted, self._typing]
        return self.dice.choices(kinds, (2, 2, 2, 1, 1))[0]()

    def _typed(self) -> str:
        dice = self.dice
        kind = dice.random()
        if kind < 0.45:
            return " ".join(dice.choices(_WORDS, k=dice.choice((1, 1, 2, 3, 8))))
        if kind < 0.95:
            # Any of Unicode but the halves of a pair, which no encoding can send; more of what is low.
            points = (dice.randrange(dice.choice((0x80, 0x700, 0x3000, 0xD800, 0x110000))) for _ in range(dice.choice((1, 5, 30, 250))))
            return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)
        return (dice.choice(_WORDS) * 5_000)[:10_000]

    def _value(self, name: str) -> str:
        number = self.dice.choice(_NUMBERS)
        likely = {"q": self._typed(), "place": self.dice.choice(_PLACES), "radius": number, "page": number}
        if self.dice.random() < 0.75:
            return likely.get(name) or self.dice.choice(_CODES)
        return self.dice.choice((*_NUMBERS, *_CODES, self._typed()))

    def _pairs(self) -> list[tuple[str, str]]:
        number = self.dice.choice((0, 1, 1, 2, 2, 3, 4, 6)) if self.dice.random() < 0.97 else self.dice.choice((49, 50, 51, 1500))
        names = [self.dice.choice(_NAMES if self.dice.random() < 0.93 else _OTHER_NAMES) for _ in range(number)]
        if number > 6:
            return [(name, self.dice.choice(_CODES)) for name in names]
        return [(name, self._value(name)) for name in names]

    def _query(self) -> str:
        query = urlencode(self._pairs())
        broken = "&q=%ff%fe%C3" if self.dice.random() < 0.03 else ""
        return f"{query}{broken}"[:20_000]

    def _page(self) -> Request:
        headers = {"Accept-Encoding": "gzip", "If-None-Match": 'W/"odd"'} if self.dice.random() < 0.1 else {}
        return Request("GET", f"/{self.dice.choice(_LANGUAGES)}/search/?{self._query()}", headers=headers)

    def _api(self) -> Request:
        return Request("GET", f"/api/v1/search?{self._query()}")

    def _posted(self) -> Request:
        headers = _FORM | ({"Sec-Fetch-Site": "none"} if self.dice.random() < 0.1 else {})
        return Request("POST", f"/{self.dice.choice(_LANGUAGES)}/search/", urlencode(self._pairs()).encode(), headers)

    def _typing(self) -> Request:
        body = urlencode({self.dice.choice(("q", "place")): self._typed()}).encode()
        return Request("POST", f"/{self.dice.choice(_LANGUAGES)}/suggest/", body, _FORM)

    def _json(self) -> Request:
        dice, path = self.dice, self.dice.choice(("search", "search", "eligibility"))
        content: dict[str, Any] = {"lang": dice.choice((*_LANGUAGES, "xx", None)) if dice.random() < 0.3 else "de"}
        if path == "search":
            content["filters"] = {name: self._odd_or(self._value(name)) for name in dice.sample(_NAMES, dice.choice((0, 1, 2, 4)))}
            content[dice.choice(("persons", "persons", "person"))] = [self._person() for _ in range(dice.choice((0, 1, 1, 3, 9)))]
        else:
            content |= {"person": self._person(), "programmes": self._odd_or(["MBE", "JMD"])}
        body = json.dumps(content, ensure_ascii=dice.random() < 0.5).encode()
        if dice.random() < 0.05:
            body = dice.choice((b"", b"[" * 9_000, b"{", b"\xff\xfe", b'{"lang": NaN}', body[: len(body) // 2]))
        return Request("POST", f"/api/v1/{path}", body, {"Content-Type": "application/json"})

    def _person(self) -> Any:
        dice = self.dice
        person: dict[str, Any] = {"label": self._typed()[:40], "age": dice.choice((0, 17, 26, 27, 120)), "place": dice.choice(_PLACES)}
        person |= {"status": dice.choice(("G0", "G2", "G9")), "situations": dice.choice(([], ["violence"], ["pregnant", "no_insurance"]))}
        return self._odd_or({name: self._odd_or(value) for name, value in person.items() if self.dice.random() < 0.6})

    def _odd_or(self, value: Any) -> Any:
        return self.dice.choice((*_ODD, quote(self._typed())[:200])) if self.dice.random() < 0.06 else value
