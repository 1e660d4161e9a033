"""Lists from a portal, as the stories begin with them: invented children, in a portal's own words."""

from collections.abc import Sequence

from clerk_desk.duties.portal_lists import ListCells
from clerk_desk.rules.portal_columns import head_row, map_columns
from data.vocabulary import Channel
from tests.duties.acts import iin_of

HEADS = (
    *("№ п/п", "Номер заявления", "Дата и время подачи", "ФИО ребёнка", "ИИН ребёнка", "ФИО заявителя"),
    *("Телефон", "Язык обучения", "065/у", "052-2/у"),
)


def listed(n: int, number: str = "", moment: str = "31.03.2027 23:10", **changes: str) -> tuple[str, ...]:
    """The row of the n-th invented child."""
    cells = {
        "at": str(n),
        "number": number or f"EG-{n:04}",
        "moment": moment,
        "child": f"Сәрсенбай Қыз{n} Әлиханқызы",
        "iin": iin_of(n),
        "applicant": "Сәрсенбаева Айгүл Нұрланқызы",
        "phone": "8 701 123 45 67",
        "language": "қазақ тілі",
        "form_065": "иә",
        "form_052": "",
    }
    return tuple((cells | changes).values())


def a_list(*rows: Sequence[str], portal: Channel = Channel.EGOV, heads: Sequence[str] = HEADS) -> ListCells:
    """A list with these rows under the usual heads."""
    cells = (tuple(heads), *map(tuple, rows))
    at = head_row(cells)
    return ListCells(portal, "тізім.csv", "0" * 64, cells, at + 1, map_columns(cells[at], cells[at + 1 :]))
