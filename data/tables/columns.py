"""What several tables say in the same way: a word from a closed list, a text of bounded length."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum


def word(words: type[StrEnum]) -> Enum:
    """A column type that holds only the values of `words`, guarded by a CHECK on every database."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=f"one_of_{words.__name__.lower()}",
        values_callable=lambda members: [str(member.value) for member in members],
    )


def longest(column: str, characters: int) -> CheckConstraint:
    """A CHECK that a text is at most so many characters long."""
    return CheckConstraint(f"length({column}) <= {characters}", name=f"{column}_fits")


def filled(column: str, characters: int) -> CheckConstraint:
    """A CHECK that a text is there and at most so many characters long."""
    return CheckConstraint(f"length({column}) BETWEEN 1 AND {characters}", name=f"{column}_filled")
