"""One criterion of one route on one day: what each answer decides, worked out once and looked up for everybody."""

from typing import Any

from services.choices import Verdict
from services.eligibility.criteria import CRITERIA
from services.eligibility.profile import Row
from services.eligibility.verdict import Reason

#: The reason, and whether a further answer could change it.
Decision = tuple[Reason, bool]


class Decided(dict[Any, Decision]):
    """Answer → decision. What is not in the table (a set of several situations) is worked out anew and not kept."""

    def __init__(self, criterion: str, rows: tuple[Row, ...]) -> None:
        super().__init__({None: _decide(criterion, rows, None)})
        self.criterion, self.rows = criterion, rows
        classes = CRITERIA[criterion].classes(rows)
        for value, answers in classes.items():
            self.update(dict.fromkeys(answers, _decide(criterion, rows, value)))
        self.verdicts = Verdicts(self)
        fitting = [value for value in classes if self.alone(value) == Verdict.FITS]
        self.can_fit = bool(fitting)
        self._fitting = frozenset(answer for value in fitting for answer in (value, *classes[value]))
        self._known = frozenset(self) - {None}

    def __missing__(self, answer: Any) -> Decision:
        return _decide(self.criterion, self.rows, answer)

    def fits_if(self, value: Any) -> bool:
        """Whether this one answer fits by itself."""
        return value in self._fitting or (value not in self._known and self.alone(value) == Verdict.FITS)

    def alone(self, value: Any) -> Verdict:
        """What this one answer decides, as if nothing could be added to it."""
        return _verdict(self.criterion, self.rows, value) if self.rows else CRITERIA[self.criterion].without_rows


class Verdicts(dict[Any, Verdict]):
    """The same table with nothing but the verdicts, for those who look up thousands."""

    def __init__(self, decided: Decided) -> None:
        super().__init__({answer: reason.verdict for answer, (reason, _is_open) in decided.items()})
        self._decided = decided

    def __missing__(self, answer: Any) -> Verdict:
        return self._decided[answer][0].verdict


def _decide(criterion: str, rows: tuple[Row, ...], answer: Any) -> Decision:
    rules = CRITERIA[criterion]
    if not rows:
        return Reason(criterion, rules.without_rows), False
    if answer is not None and (answered := _answered(criterion, rows, answer)):
        return answered, False
    possible = {_verdict(criterion, rows, value) for value in rules.classes(rows)}
    if len(possible) == 1:
        return Reason(criterion, possible.pop()), False
    return Reason(criterion, Verdict.ASK_FIRST), True


def _answered(criterion: str, rows: tuple[Row, ...], answer: Any) -> Reason | None:
    """What the answer decides; None where a further situation could still open what this one does not."""
    rules = CRITERIA[criterion]
    best = max((row for row in rows if rules.accepts(row, answer)), key=lambda row: row.verdict, default=None)
    if best and (rules.settles or best.verdict == max(row.verdict for row in rows)):
        return Reason(criterion, Verdict(best.verdict), best.rule)
    return Reason(criterion, rules.otherwise(answer)) if rules.settles else None


def _verdict(criterion: str, rows: tuple[Row, ...], value: Any) -> Verdict:
    rules = CRITERIA[criterion]
    found = [row.verdict for row in rows if rules.accepts(row, value)]
    return Verdict(max(found)) if found else rules.otherwise(value)
