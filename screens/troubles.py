"""What is said when the store could not do what it was asked: what happened, and what to do."""

from clerk_desk.objection import Message
from data.trouble import StoreTrouble


def trouble_message(trouble: StoreTrouble) -> Message:
    """The sentence for a trouble of the store, the same that is said at the door."""
    # The door's module brings the store along, which the first picture does not wait for; a store that is
    # in trouble has been brought along already.
    from clerk_desk.troubles import trouble_said

    return trouble_said(trouble).message
