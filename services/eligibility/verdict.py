"""What an assessment says: the verdict, why, and which question would settle it."""

from dataclasses import dataclass

from services.choices import Verdict


@dataclass(frozen=True, slots=True)
class Reason:
    """`rule` is the id of the deciding rule, "" where the answer is missing or the provider has not said."""

    criterion: str
    verdict: Verdict
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """`reasons` of the best route, the deciding one first; `questions` are the criteria whose answer could change ASK_FIRST."""

    verdict: Verdict
    route: str
    reasons: tuple[Reason, ...]
    questions: tuple[str, ...]
