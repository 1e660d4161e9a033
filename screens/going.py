"""The ways between the rooms of the desk: messages that any screen may send up, and the app answers."""

from textual.message import Message


class Go(Message):
    """Go to a place: "today" "intake" "record" "register" "class_sets" "staff" "audit" "days".

    `args` are what the place is about, like an application's id. With `instead`, the room in hand is
    put away: Esc will not lead back to it.
    """

    def __init__(self, place: str, *args: object, instead: bool = False) -> None:
        super().__init__()
        self.place = place
        self.args = args
        self.instead = instead


class Back(Message):
    """Go back to the room before this one; Today is the last."""


class LockNow(Message):
    """Lock the desk: the clerk turns away from the counter."""


class Leave(Message):
    """Leave the desk: put down what is in hand and close the program."""
