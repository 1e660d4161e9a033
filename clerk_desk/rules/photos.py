"""The photo prints of the child: how many must be given, and how many are missing."""

from clerk_desk.objection import Remark, error


def count_remarks(count: int, needed: int, field: str = "") -> tuple[Remark, ...]:
    """An error while fewer prints were given than are needed (founding notice: two)."""
    if count >= needed:
        return ()
    if needed - count == 1:
        return (error("missing_paper", field, "One photo is missing: ask for it, {needed} are needed.", needed=needed),)
    return (
        error(
            "missing_paper",
            field,
            "{missing} photos are missing: ask for them, {needed} are needed.",
            missing=needed - count,
            needed=needed,
        ),
    )
