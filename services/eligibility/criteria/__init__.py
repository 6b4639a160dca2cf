"""One file per criterion; a new one is one file and one line here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from services.choices import Criterion, Verdict
from services.eligibility.criteria import age, situation, status
from services.eligibility.person import Person
from services.eligibility.profile import Row


@dataclass(frozen=True, slots=True)
class Rules:
    """`answer` is None where the person has not answered; `samples` holds one value of every class that the rows tell apart.

    `without_rows`: what no row at all means; for age and status "the provider has not said", for a situation "no condition".
    `settles`: whether one answer is the whole answer; situations can be added later.
    """

    answer: Callable[[Person], Any]
    accepts: Callable[[Row, Any], bool]
    samples: Callable[[Iterable[Row]], list[Any]]
    without_rows: Verdict
    settles: bool = True


CRITERIA: dict[str, Rules] = {
    Criterion.AGE.value: Rules(age.answer, age.accepts, age.samples, Verdict.ASK_FIRST),
    Criterion.STATUS.value: Rules(status.answer, status.accepts, status.samples, Verdict.ASK_FIRST),
    Criterion.SITUATION.value: Rules(situation.answer, situation.accepts, situation.samples, Verdict.FITS, settles=False),
}
