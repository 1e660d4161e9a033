"""A small real desk for the walks, its clock inside the window: `python -m tests.walks.counter FOLDER [MOMENT]`.

Run once it founds the desk (school, two people, class-sets, one of a single seat that is taken); run again on
the same folder it opens the same store, as after a power cut.
"""

import datetime as dt
import sys
from pathlib import Path

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import new_act
from clerk_desk.door import Door
from clerk_desk.duties import class_sets, decisions, intake, receiving, staff
from clerk_desk.founding import SchoolWords, found_desk
from clerk_desk.language import Speaker
from data.keyring import Cost
from data.law import the_law
from data.vocabulary import Role
from tests.papers import complete_answers

MORNING = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)
PASSWORD = "a-long-enough-password"
CHEAP = Cost(1, 8, 1)


def found(folder: Path) -> None:
    """Found the desk: 1 «А» and 1 «Ә» teach in Kazakh; 1 «В» in Russian, its one seat taken."""
    url, keyring, clock = f"sqlite:///{folder}/desk.db", folder / "desk.keys", DemoClock(MORNING)
    school = SchoolWords("№12 мектеп-гимназия", "Школа-гимназия №12", "210340000003")
    found_desk(url, keyring, clock, the_law(), school, "serik", "Ахметов Серік", PASSWORD, cost=CHEAP)
    desk, keys = Door(url, keyring, clock, the_law(), CHEAP).sign_in("serik", PASSWORD)
    desk.do(new_act(), staff.appoint, keys, "aigul", "Сәрсенова Айгүл", Role.CLERK, PASSWORD)
    for letter, language, seats in (("А", "kk", 25), ("Ә", "kk", 2)):
        desk.do(new_act(), class_sets.open_set, letter, language, seats)
    russian = desk.do(new_act(), class_sets.open_set, "В", "ru", 1)
    answers = complete_answers(child__iin="211231699902", child__born="31.12.2021", application__language="ru")
    draft = desk.do(new_act(), intake.open_draft)
    receipt = desk.do(new_act(), receiving.receive, draft.id, answers)
    desk.do(new_act(), decisions.accept, receipt.application_id, russian.class_set_id)
    desk.store.close()


def main() -> int:
    """Found the desk if the folder is empty, then open it on the screen."""
    folder = Path(sys.argv[1])
    if not (folder / "desk.db").exists():
        found(folder)
    from screens.app import DeskApp

    said = sys.argv[2] if len(sys.argv) > 2 else ""
    clock = DemoClock(dt.datetime.fromisoformat(said).replace(tzinfo=ALMATY) if said else MORNING)
    door = Door(f"sqlite:///{folder}/desk.db", folder / "desk.keys", clock, the_law(), CHEAP)
    app = DeskApp(door, Speaker(), clock, 60, folder=folder)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
