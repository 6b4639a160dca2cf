"""One file per criterion; a new one is one file and one line here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.choices import Criterion, Verdict
from services.eligibility.catchment import Where
from services.eligibility.criteria import age, area, situation, status
from services.eligibility.person import Person
from services.eligibility.profile import Row


def ask(answer: Any) -> Verdict:
    return Verdict.ASK_FIRST


@dataclass(frozen=True, slots=True)
class Rules:
    """`answer` is None where the person has not answered; `classes` holds one value of every class that the rows tell
    apart, with the answers that it stands for.

    `without_rows`: what no row at all means; for age and status "the provider has not said", else "no condition".
    `settles`: whether one answer is the whole answer; situations can be added later.
    `otherwise`: what an answer means of which no row speaks.
    """

    answer: Callable[[Person, Where], Any]
    accepts: Callable[[Row, Any], bool]
    classes: Callable[[Iterable[Row]], Mapping[Any, Iterable[Any]]]
    without_rows: Verdict
    settles: bool = True
    otherwise: Callable[[Any], Verdict] = ask


CRITERIA: dict[str, Rules] = {
    Criterion.AGE.value: Rules(age.answer, age.accepts, age.classes, Verdict.ASK_FIRST),
    Criterion.STATUS.value: Rules(status.answer, status.accepts, status.classes, Verdict.ASK_FIRST),
    Criterion.SITUATION.value: Rules(situation.answer, situation.accepts, situation.classes, Verdict.FITS, settles=False),
    Criterion.AREA.value: Rules(area.answer, area.accepts, area.classes, Verdict.FITS, otherwise=area.otherwise),
}
