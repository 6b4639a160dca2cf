"""What must be said before any list: help in a crisis, and letters with a deadline."""

#: Needs whose letters can have a deadline of days.
DEADLINE_NEEDS = frozenset({"asyl", "aufenthalt", "obdach", "diskrim"})
CRISIS_NEEDS = frozenset({"krise", "gewalt"})


def deadline(needs: tuple[str, ...]) -> bool:
    return bool(DEADLINE_NEEDS & set(needs))


def crisis(needs: tuple[str, ...]) -> bool:
    return bool(CRISIS_NEEDS & set(needs))
