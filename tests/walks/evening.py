"""The evening of the walks' day: papers, a portal's list, the close, the package, the backup, the desk elsewhere."""

import hashlib
from pathlib import Path

from clerk_desk.duties import catch_up, exports, papers, portal_lists
from clerk_desk.duties.closing import Closed
from clerk_desk.duties.portal_lists import ListCells
from clerk_desk.exporting.making import Exported, export_day
from clerk_desk.instruments.paper_sheets import set_paper
from clerk_desk.rules.portal_columns import NUMBER, MappedColumn
from clerk_desk.safekeeping.making import Made, back_up
from data.vocabulary import Channel, PaperKind
from tests.duties.acts import iin_of
from tests.duties.evenings import close_day
from tests.walks.day import Day

COLUMNS = (
    *(NUMBER, "child.iin", "child.surname", "child.given_name", "applicant.surname", "applicant.given_name"),
    *("applicant.phone", "application.language"),
)


def portal_list(*serials: int) -> ListCells:
    """A portal's list of invented children."""
    rows = tuple(
        (f"EG-{n}", iin_of(n), "Әбілқасым", f"Портал{n}", "Әбілқасымова", "Дана", "+77010009002", "kk") for n in serials
    )
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    columns = tuple(MappedColumn(at, name, (), name) for at, name in enumerate(COLUMNS))
    return ListCells(Channel.EGOV, "list.csv", digest, rows, 0, columns)


def papers_of_the_day(day: Day) -> None:
    """A receipt for the first family and the refusals' notices, typeset and out of the printer."""
    first, second, third, *_ = day.applications
    for application_id, kind in ((first, PaperKind.RECEIPT), (second, PaperKind.REFUSAL), (third, PaperKind.REFUSAL)):
        issued = day.do(papers.issue, kind, application_id, ("kk", "ru"), "a4")
        assert set_paper(day.clerk.ask(papers.sheet, issued.paper_id)).startswith(b"%PDF-")
        day.do(papers.came_out, issued.paper_id)


def portals(day: Day) -> None:
    """A list of two from a portal is taken in; one application is keyed into it."""
    day.do(portal_lists.take_in, portal_list(61, 62), by=day.administrator)
    day.do(catch_up.keyed, day.applications[0], Channel.EGOV, "EG-900")


def closed(day: Day) -> Closed:
    """All is approved, counted and explained; the register comes out of the printer."""
    day.at("18:05")
    done = close_day(day.administrator)
    day.do(papers.came_out, done.register.paper_id)
    return done


def evening(day: Day, folder: Path) -> tuple[Exported, Made]:
    """The whole of it; the package and the backup lie in `folder`."""
    papers_of_the_day(day)
    portals(day)
    closed(day)
    import pyrage

    key = str(pyrage.x25519.Identity.generate().to_public())
    day.do(exports.set_key, key, by=day.administrator)
    (folder / "stick").mkdir()
    package = export_day(day.administrator, day.keys, None, folder / "stick", sealed=False)
    return package, back_up(day.administrator, day.keys, folder / "stick", 7)
