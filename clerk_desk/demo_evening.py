"""The demo school beside its counter: papers for families, a portal that failed, its list, yesterday's close."""

import datetime as dt
import hashlib

from clerk_desk.demo_counter import Answers, Counter, moment
from clerk_desk.desk import new_act
from clerk_desk.duties import catch_up, closing, outages, papers, portal_lists, telling
from clerk_desk.duties.closing import ClosingForm
from clerk_desk.duties.portal_lists import ListCells
from clerk_desk.duties.receiving import Receipt
from clerk_desk.ledgers.balance import papers_on_the_desk
from clerk_desk.ledgers.closes import last_close
from clerk_desk.rules.portal_columns import MOMENT, NUMBER, MappedColumn
from clerk_desk.work import Look
from data.vocabulary import Channel, Noticed, PaperKind, TeachingLanguage

_LIKE_THE_FORM = (
    *("child.surname", "child.given_name", "child.patronymic", "child.iin", "child.address", "application.catchment"),
    *("applicant.surname", "applicant.given_name", "applicant.patronymic", "applicant.iin", "applicant.relation"),
    *("applicant.phone", "application.language"),
)
_TICKED = ("photos.count", "form_065.present", "form_052.present")


class Evening:
    """What the administrator does behind the counter, and what concerns the portals. Moments are the office's."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.clerk, self.administrator = counter, counter.clerk, counter.administrator
        self._keyed = 0

    def outage(self, day: dt.date, began: str, ended: str, note: str) -> None:
        """A portal failed between two hours of the day, as was written down at its end."""
        self.counter.clock.move(moment(day, ended))
        card = self.clerk.do(new_act(), outages.begin, Channel.EGOV, Noticed.TOLD, began, note)
        self.clerk.do(new_act(), outages.end, card.id)

    def receipt(self, at: dt.datetime, received: Receipt, *languages: str) -> None:
        """The receipt is printed, and comes out."""
        self.counter.clock.move(at)
        wanted = (PaperKind.RECEIPT, received.application_id, languages or ("kk", "ru"))
        self._out(self.clerk.do(new_act(), papers.issue, *wanted).paper_id)

    def told(self, at: dt.datetime, refused: Receipt) -> None:
        """The family gets the reasoned refusal, and is told of it."""
        self.counter.clock.move(at)
        self._out(self.clerk.do(new_act(), papers.issue, PaperKind.REFUSAL, refused.application_id).paper_id)
        self.clerk.do(new_act(), telling.told, refused.application_id)

    def portal_list(self, at: dt.datetime, *families: tuple[TeachingLanguage, dt.datetime]) -> None:
        """The administrator takes in a portal's list of families, each with the moment of its application there."""
        self.counter.clock.move(at)
        rows = tuple(
            self._row(f"EG-2027-{at:%d}{n:03}", sent, self.counter.answers(language, sent))
            for n, (language, sent) in enumerate(families, 1)
        )
        heads = (NUMBER, MOMENT, *_LIKE_THE_FORM, *_TICKED)
        columns = tuple(MappedColumn(place, head, (rows[0][place],), head) for place, head in enumerate(heads))
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        cells = ListCells(Channel.EGOV, f"egov-{at:%d.%m.%Y}.csv", digest, rows, 0, columns)
        self.administrator.do(new_act(), portal_lists.take_in, cells)

    def key_in(self, at: dt.datetime, left: int = 0) -> None:
        """All that was taken on paper is keyed into the portal, but for the last ones."""
        self.counter.clock.move(at)
        waiting = self.clerk.ask(catch_up.waiting)
        for line in waiting[: len(waiting) - left]:
            self._keyed += 1
            self.clerk.do(new_act(), catch_up.keyed, line.application_id, Channel.EGOV, f"EG-2027-{self._keyed:05}")

    def close(self, at: dt.datetime, words: str = "") -> None:
        """All is approved and counted, what lies open explained, the day is closed, its register comes out."""
        self.counter.clock.move(at)
        desk = self.administrator
        items = [item for one in desk.ask(closing.state).checks for item in one.items]
        desk.do(new_act(), closing.approve, tuple(item.decision_id for item in items if item.decision_id))
        form = ClosingForm(*desk.ask(_lying_there), explanations={item.key: words for item in items})
        self._out(desk.do(new_act(), closing.close, form).register.paper_id)

    def _row(self, number: str, sent: dt.datetime, answers: Answers) -> tuple[str, ...]:
        typed = tuple(answers.get(name, "") for name in _LIKE_THE_FORM)
        return (number, f"{sent:%d.%m.%Y %H:%M}", *typed, "1", "yes", "yes")

    def _out(self, paper_id: int) -> None:
        self.clerk.do(new_act(), papers.came_out, paper_id)


def _lying_there(look: Look) -> tuple[int, int]:
    last = last_close(look)
    return papers_on_the_desk(look, last.to_line if last is not None else 0)
