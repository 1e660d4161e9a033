"""What the rules must know besides the answers: the day, the intake, the hours, the class-sets, a known child."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from clerk_desk.rules.working_time import OPEN
from data.law import Policy, Window


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The circumstances of an examination.

    `hours_state` is "open", "lunch" or "closed". `class_set_letters` tells the language of each class-set
    of the year by its letter. `already` is the number of the same child's live application of this year,
    or "".
    """

    today: dt.date
    year: int
    window: Window
    hours_state: str = OPEN
    policy: Policy = field(default_factory=Policy)
    class_set_letters: Mapping[str, str] = field(default_factory=dict)
    already: str = ""
