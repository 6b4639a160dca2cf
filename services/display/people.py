"""Those who ask, in words: "you (26)", "person 2 (15)", and which answers were used."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from services.choices import Situation
from services.eligibility.person import Person

ME, HELPER, WORK = "me", "helper", "work"
GROWN_UP = 18
NO_BREAK = "\u00a0"
#: Under this age no service of the field is for the child itself (domain 1.3).
OWN_SERVICE = 12

#: The ten answers in two words; the long ones with what the paper looks like stand in the form.
PAPERS: dict[str, str | Promise] = {
    "G0": gettext_lazy("paper not said"),
    "G1": gettext_lazy("asylum procedure"),
    "G2": gettext_lazy("Duldung"),
    "G3": gettext_lazy("recognised as a refugee"),
    "G4": gettext_lazy("humanitarian permit"),
    "G5": gettext_lazy("protection, Ukraine (§ 24)"),
    "G6": gettext_lazy("visa or permit"),
    "G7": gettext_lazy("EU passport"),
    "G8": gettext_lazy("ethnic German resettler"),
    "G9": gettext_lazy("German passport"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """`who` is ME, HELPER or WORK; one to eight persons, the first is "you" for ME."""

    who: str
    persons: tuple[Person, ...]

    @property
    def is_several(self) -> bool:
        return len(self.persons) > 1

    def name(self, number: int) -> str:
        """ "you", "the person", "person 2": no sex, no relation."""
        if number == 0 and self.who != HELPER:
            return pgettext("who asks", "you")
        if not self.is_several:
            return pgettext("who asks", "the person")
        return pgettext("who asks", "person %(number)s") % {"number": number + 1}

    def label(self, number: int) -> str:
        age = self.persons[number].age
        name = self.name(number).replace(" ", NO_BREAK)
        return name if age is None else f"{name}{NO_BREAK}({age})"

    @property
    def is_child_alone(self) -> bool:
        """Somebody under 18 without parents: the youth office comes first."""
        alone = Situation.UNACCOMPANIED_MINOR.value
        return any(alone in person.situations and (person.age is None or person.age < GROWN_UP) for person in self.persons)

    @property
    def may_be_alone(self) -> bool:
        """One person under 18 who has not said so: the question is asked once, and only then."""
        first = self.persons[0]
        is_minor = first.age is not None and first.age < GROWN_UP
        return is_minor and not self.is_several and self.who != WORK and not self.is_child_alone

    @property
    def small_children(self) -> list[str]:
        """Too young for a service of their own, with somebody grown up: the parents' counselling is theirs."""
        ages = [person.age for person in self.persons]
        if not any(age is not None and age >= GROWN_UP for age in ages):
            return []
        return [self.label(number) for number, age in enumerate(ages) if age is not None and age < OWN_SERVICE]

    @property
    def lines(self) -> list[str]:
        """Who asks, with the answers that were used; what all of a household share is said once."""
        said = [self.answers(number) for number in range(len(self.persons))]
        if all(answers == said[0] for answers in said):
            return [" · ".join([*(self.label(number) for number in range(len(said))), *said[0]])]
        return [" · ".join([self.label(number), *answers]) for number, answers in enumerate(said)]

    def whom(self, mask: int) -> str:
        """The heading for whom a part of the list is open; one bit per person."""
        numbers = [number for number in range(len(self.persons)) if mask >> number & 1]
        if len(numbers) == len(self.persons):
            return _("For all of you") if self.who != HELPER else _("For all of them")
        names = pgettext("between the parts of a list", ", ").join(self.label(number) for number in numbers)
        return _("For %(people)s") % {"people": names}

    def answers(self, number: int) -> list[str]:
        """The answers of one person, in two words each, to be named on every page that used them."""
        person = self.persons[number]
        paper = [str(PAPERS[person.status])] if person.status else []
        home = [person.home.label] if person.home else []
        situations = [str(Situation(code).label) for code in sorted(person.situations)]
        return [*paper, *home, *situations]

    def sentence(self, number: int, criterion: str) -> str:
        """The answer as a sentence before the rule: "You are 26."; empty where nothing was answered."""
        person = self.persons[number]
        if criterion == "age" and person.age is not None:
            return self._age(number, person.age)
        if criterion == "status" and person.status and person.status != "G0":
            return _("Paper: %(paper)s.") % {"paper": PAPERS[person.status]}
        if criterion == "area" and person.home:
            return _("Home: %(place)s.") % {"place": person.home.label}
        return ""

    def _age(self, number: int, age: int) -> str:
        if number == 0 and self.who != HELPER:
            return _("You are %(age)s.") % {"age": age}
        if not self.is_several:
            return _("The person is %(age)s.") % {"age": age}
        return _("Person %(number)s is %(age)s.") % {"number": number + 1, "age": age}

    def question(self, number: int, criteria: Iterable[str]) -> str:
        """What to say at the counter, German on purpose as in the first step: only what has to be asked about, never "paper not said"."""
        person, about = self.persons[number], set(criteria)
        is_me = number == 0 and self.who != HELPER
        with translation.override("de"):
            said = [pgettext("said on the phone", "Hello.")]
            if "age" in about and person.age is not None:
                words = pgettext("said on the phone", "I am %(age)s.") if is_me else pgettext("said on the phone", "The person is %(age)s.")
                said.append(words % {"age": person.age})
            if "status" in about and person.status and person.status != "G0":
                said.append(pgettext("said on the phone", "The paper: %(paper)s.") % {"paper": PAPERS[person.status]})
            if "area" in about and person.home:
                said.append(pgettext("said on the phone", "The home: %(place)s.") % {"place": person.home.label})
            ask = (
                pgettext("said on the phone", "May I come to you?")
                if is_me
                else pgettext("said on the phone", "May the person come to you?")
            )
            return " ".join([*said, ask])
