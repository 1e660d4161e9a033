"""Findings, as the office's stories: what is wrong is written down, proves a ground, and may be cleared."""

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import decisions, findings, register
from clerk_desk.objection import Message
from data.vocabulary import Ground
from tests.duties.acts import objects, receive, refuse

R1, R2, R3 = Ground.UNRELIABLE, Ground.NONCONFORMING, Ground.OVERFULL


def test_a_mended_paper_no_longer_proves_it(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk, form_065__stamped="no")
    clerk.do(new_act(), register.correct, receipt.application_id, "form_065.stamped", "yes", "мөр қойылды")
    with objects("not_proven"):
        refuse(clerk, receipt.application_id, R2)


def test_a_finding_proves_the_first_ground_until_it_is_cleared(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    found = "Туу туралы куәлікте басқа күн тұр."
    finding = clerk.do(new_act(), findings.record_finding, receipt.application_id, R1, "child.born", found)
    options = clerk.ask(decisions.options, receipt.application_id)
    assert options.grounds[0].proven
    assert str(options.grounds[0].facts[0]).endswith(f"Born: {found}")
    clerk.do(new_act(), findings.clear_finding, finding, "куәлік алмастырылды")
    with objects("not_proven"):
        refuse(clerk, receipt.application_id, R1)
    with objects("cleared"):
        clerk.do(new_act(), findings.clear_finding, finding, "тағы да")
    record = clerk.do(new_act(), register.open_record, receipt.application_id)
    assert [(f.found, f.cleared_reason) for f in record.findings] == [(found, "куәлік алмастырылды")]


def test_a_finding_on_a_paper_is_named_by_the_paper(clerk: Desk, ids: dict[str, int]) -> None:
    receipt = receive(clerk)
    clerk.do(new_act(), findings.record_finding, receipt.application_id, R2, "photos", "Суретте бала көрінбейді.")
    fact = clerk.ask(decisions.options, receipt.application_id).grounds[1].facts[0]
    assert isinstance(fact.facts["subject"], Message)
    assert str(fact) == "Photos of the child: Суретте бала көрінбейді."
    assert refuse(clerk, receipt.application_id, R2).grounds == (R2,)


def test_a_finding_must_say_something_about_something(clerk: Desk) -> None:
    receipt = receive(clerk)
    record = findings.record_finding
    for ground, subject, found, code in (
        (R3, "photos", "Орын жоқ екені анық.", "ground_of_documents"),
        (R1, "child.shoes", "Аяқ киімі басқа екен.", "no_subject"),
        (R1, "child.born", "қате", "too_short"),
        (R1, "child.born", "қ" + "а" * 1000, "too_long"),
    ):
        with objects(code):
            clerk.do(new_act(), record, receipt.application_id, ground, subject, found)
