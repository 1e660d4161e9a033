"""The family was told of its answer: said once, taken back if it was a slip, never of an answer that is not there."""

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, closing, register, telling
from clerk_desk.rules.closing import Check
from data.vocabulary import Ground
from tests.duties.acts import accept, objects, receive, refuse
from tests.duties.evenings import of


def test_a_clerk_says_that_the_family_was_told_of_its_refusal(clerk: Desk, desk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk, application__form_signed="no")
    with objects("no_answer"):
        clerk.do(new_act(), telling.told, receipt.application_id)
    refuse(clerk, receipt.application_id, Ground.NONCONFORMING)
    (untold,) = of(desk.ask(closing.state), Check.TOLD)
    assert (untold.number, untold.application_id) == (receipt.number, receipt.application_id)
    with objects("not_told_yet"):
        clerk.do(new_act(), telling.not_told, receipt.application_id)
    done = clerk.do(new_act(), telling.told, receipt.application_id)
    assert done.at is not None and of(desk.ask(closing.state), Check.TOLD) == ()
    with objects("told_already"):
        clerk.do(new_act(), telling.told, receipt.application_id)
    assert clerk.do(new_act(), telling.not_told, receipt.application_id).at is None
    assert len(of(desk.ask(closing.state), Check.TOLD)) == 1
    timeline = clerk.do(new_act(), register.open_record, receipt.application_id).timeline
    assert [str(entry.event) for entry in timeline][-3:] == ["family_told", "family_not_told", "record_opened"]


def test_a_new_answer_is_to_be_told_anew(clerk: Desk, desk: Desk, ids: dict[str, int]) -> None:
    application_id = accept(clerk, 1, ids["А"], application__form_signed="no")
    clerk.do(new_act(), telling.told, application_id)
    desk.do(new_act(), afterwards.reopen, application_id, "қол қойылмаған")
    with objects("no_answer"):
        clerk.do(new_act(), telling.told, application_id)
    refuse(clerk, application_id, Ground.NONCONFORMING)
    assert len(of(desk.ask(closing.state), Check.TOLD)) == 1
