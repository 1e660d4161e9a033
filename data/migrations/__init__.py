"""How a store grows from one revision to the next. Named here, so that a store's age is known without alembic."""

REVISIONS: tuple[str, ...] = ("0001", "0002", "0003")
"""Every revision, the oldest first; the last is what this program writes."""
