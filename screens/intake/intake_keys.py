"""The keys of an intake, as they are named below it, in the help and in the list of everything."""

from textual.binding import Binding, BindingType

from clerk_desk.objection import mark

KEYS: list[BindingType] = [
    Binding("f6", "receive", mark("Receive"), id="act", tooltip=mark("Look it over, then receive it")),
    Binding("enter", "go_on", mark("Next to fill"), id="go_on", tooltip=mark("The next that asks; ↑ ↓ every one")),
    # In the Photos step F7 is the picture; elsewhere it is all papers, with the picture among them.
    Binding("f7", "picture_at_once", mark("Picture"), id="picture", tooltip=mark("The child's, from the scanner")),
    Binding("f8", "missing", mark("Next missing"), id="missing", tooltip=mark("To what is missing or wrong")),
    Binding("f7", "papers", mark("Papers"), id="papers", tooltip=mark("In hand, the picture, what to bring")),
    Binding("pageup", "turn(-1)", mark("Step before"), id="step_before", tooltip=mark("One step back"), show=False),
    Binding(
        "pagedown",
        "turn(1)",
        mark("Step"),
        id="step_after",
        key_display="PgUp PgDn",
        tooltip=mark("One step on or back"),
    ),
    # Some terminals keep F10: the same stands among the papers of F7 and in F12.
    Binding(
        "f10",
        "alike",
        mark("Children alike"),
        id="alike",
        tooltip=mark("Known children like this one, side by side"),
        show=False,
    ),
    Binding(
        "1,quotation_mark",
        "hand_back",
        mark("Hand back"),
        id="hand_back",
        tooltip=mark("Give the papers back with the list of what is missing; the draft stays"),
        show=False,
    ),
    Binding(
        "2,ә,Ә",
        "put_away",
        mark("Put away"),
        id="put_away",
        tooltip=mark("Put a draft away that leads nowhere; it can be brought back"),
        show=False,
    ),
]
