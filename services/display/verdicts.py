"""Verdicts in words: the rule's own sentence where one decided, a question where an answer is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from services.choices import Verdict
from services.display import days
from services.eligibility.verdict import Assessment, Reason
from services.models import Rule

WORDS = {Verdict.FITS: "fits", Verdict.ASK_FIRST: "ask_first", Verdict.NOT_FOR_YOU: "not_for_you"}


@dataclass(frozen=True, slots=True)
class ReasonInWords:
    """`source` is a title, `checked` a day in words; both "" where no rule decided."""

    criterion: str
    verdict: Verdict
    text: str
    source: str
    checked: str


def reasons(assessment: Assessment, rules: Mapping[str, Rule]) -> list[ReasonInWords]:
    """The deciding reason first; criteria that only confirm it are left out where they say nothing."""
    found = [_reason(reason, rules.get(reason.rule), reason.criterion in assessment.questions) for reason in assessment.reasons]
    return [reason for reason in found if reason.text]


def _reason(reason: Reason, rule: Rule | None, is_open: bool) -> ReasonInWords:
    if rule is None:
        return ReasonInWords(reason.criterion, reason.verdict, _missing(reason, is_open), "", "")
    source = rule.source.title if rule.source else ""
    return ReasonInWords(reason.criterion, reason.verdict, rule.text, source, days.spoken(rule.day, rule.day_precision))


def _missing(reason: Reason, is_open: bool) -> str:
    if is_open:
        return {
            "age": _("It depends on your age."),
            "status": _("It depends on the paper that you have."),
            "situation": _("It depends on your situation."),
        }[reason.criterion]
    return _("They have not said. Just ask.") if reason.verdict == Verdict.ASK_FIRST else ""
