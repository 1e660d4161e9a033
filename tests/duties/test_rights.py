"""What only an administrator may do in the evening is refused to a clerk by the duty itself, and leaves nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import func, select

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import catch_up, closing, enrolment_order, exports, portal_lists
from clerk_desk.duties.closing import ClosingForm
from clerk_desk.ledgers.fill import Fill
from clerk_desk.work import Look
from data.engine import Store
from data.tables import DayClose, Decision, ExportKey, IssuedPaper, PortalEntry, PortalList
from data.vocabulary import Channel
from tests.conftest import line_count
from tests.duties.acts import accept, child, objects, receive
from tests.duties.listed import a_list, listed
from tests.duties.test_exports import leaving

ACTS: dict[str, tuple[Callable[..., Any], tuple[object, ...]]] = {
    "close the day": (closing.close, (ClosingForm(1, 1),)),
    "approve an answer": (closing.approve, ((1,),)),
    "send an answer back": (closing.send_back, (1, "Қате шешім, қайта қаралсын.")),
    "write an export down": (exports.exported, (leaving(),)),
    "set a key for packages": (exports.set_key, ("age1key",)),
    "issue the order's draft": (enrolment_order.issue, ()),
    "take the order's draft out": (enrolment_order.take_out, ()),
    "take the catch-up sheet out": (catch_up.take_out, (Channel.EGOV,)),
    "take a list in": (portal_lists.take_in, (a_list(listed(5)),)),
}


def stored(look: Look) -> list[object]:
    """Whatever a refused act might have left."""
    tables = (DayClose, ExportKey, IssuedPaper, PortalEntry, PortalList)
    counts = [look.session.exec(select(func.count()).select_from(table)).one() for table in tables]
    rows = look.session.exec(select(Decision.live, Decision.approved_at)).all()
    return [*counts, *(tuple(row) for row in rows)]


@pytest.mark.parametrize("what", ACTS)
def test_a_clerk_is_refused_and_nothing_is_left(
    what: str, desk: Desk, clerk: Desk, class_sets: dict[str, Fill], store: Store
) -> None:
    accept(clerk, 1, class_sets["А"].class_set_id)
    receive(clerk, child(2))
    before, lines = desk.ask(stored), line_count(store)
    act, arguments = ACTS[what]
    with objects("not_allowed"):
        clerk.do(new_act(), act, *arguments)
    assert (desk.ask(stored), line_count(store)) == (before, lines)
