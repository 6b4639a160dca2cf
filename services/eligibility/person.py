"""The answers that somebody gives now. They live for one request and are stored nowhere."""

from dataclasses import dataclass

from services.choices import Audience, Situation


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives: area numbers from the country down to here; several lines where the answer leaves several areas."""

    label: str
    lines: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """None and empty mean not answered, which is never a no. `age` in completed years, `status` is G0 to G9."""

    age: int | None = None
    status: str | None = None
    situations: frozenset[str] = frozenset()
    home: Home | None = None

    @property
    def audiences(self) -> frozenset[str]:
        """As whom the person asks: always as a person, and for their own work as whoever else it is made for."""
        return frozenset(Audience.values) if Situation.OWN_WORK in self.situations else frozenset({Audience.PERSON.value})
