"""System checks: what an operator must still say before the site may be public."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register

_OPERATOR = ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "OPERATOR_PHONE")


@register(Tags.compatibility)
def operator_is_named(**_kwargs: Any) -> list[Warning]:
    missing = [name for name in _OPERATOR if not getattr(settings, name)]
    if not missing:
        return []
    return [
        Warning(
            f"Nobody answers for this site yet: {', '.join(missing)} not set.",
            hint="The imprint (§ 5 DDG) needs them, and people need a number to call. Set them in the environment.",
            id="services.W001",
        )
    ]
