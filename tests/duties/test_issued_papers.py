"""Papers for the family: stored before they are printed, the same ever after, known again by their code."""

import datetime as dt
import json

import pytest
from sqlmodel import col, select

from clerk_desk.clock import ALMATY, DemoClock
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, decisions, findings, intake, papers, register
from clerk_desk.ledgers.issuing import digest_of
from clerk_desk.rules.paper_code import code_of
from clerk_desk.rules.papers import as_lines
from clerk_desk.work import Look
from data.engine import Store
from data.tables import AuditLine, IssuedPaper
from data.vocabulary import EventKind, Ground, PaperKind
from tests.conftest import CLERK, SCHOOL
from tests.duties.acts import accept, child, objects, receive, refuse
from tests.papers import complete_answers

K = PaperKind

on_one = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What a paper says is the same whatever the database."""


def text_of(desk: Desk, paper_id: int, language: str = "kk") -> str:
    return "\n".join(as_lines(desk.ask(papers.sheet, paper_id).content, language))


def issued(desk: Desk, kind: PaperKind, application_id: int) -> papers.Issued:
    return desk.do(new_act(), papers.issue, kind, application_id)


def trail_of(desk: Desk, application_id: int) -> list[EventKind]:
    def events(look: Look) -> list[EventKind]:
        query = select(AuditLine.event).where(AuditLine.application_id == application_id).order_by(col(AuditLine.seq))
        return [EventKind(event) for event in look.session.exec(query).all()]

    return desk.ask(events)


def test_a_receipt_is_stored_first_and_printed_only_when_somebody_says_so(clerk: Desk) -> None:
    received = receive(clerk)
    paper = issued(clerk, K.RECEIPT, received.application_id)
    (card,) = clerk.ask(papers.issued_for, received.application_id)
    assert card.code == paper.code and card.code.startswith("2027-0001-R-")
    assert (card.printed_at, card.printed_by, card.issued_by, card.since) == (None, "", CLERK[1], None)
    assert [one.code for one in clerk.ask(papers.unprinted)] == [paper.code]
    printed = clerk.do(new_act(), papers.came_out, paper.paper_id)
    assert printed.printed_at is not None and printed.printed_by == CLERK[1]
    assert clerk.ask(papers.unprinted) == ()
    with objects("printed_already"):
        clerk.do(new_act(), papers.came_out, paper.paper_id)
    assert trail_of(clerk, received.application_id)[-2:] == [EventKind.PAPER_ISSUED, EventKind.PAPER_PRINTED]


@on_one
def test_a_receipt_tells_the_number_every_paper_both_moments_and_where_the_school_is(clerk: Desk) -> None:
    paper = issued(clerk, K.RECEIPT, receive(clerk).application_id)
    for language, words in (
        ("kk", ("Қолхат", "түпнұсқасы көрсетілді және қайтарылды", "02.04.2027, сағат 18:30", "сағат 10:42")),
        ("ru", ("Расписка", "оригинал предъявлен и возвращён", "02.04.2027, 18:30", "02.04.2027, 10:42")),
    ):
        text = text_of(clerk, paper.paper_id, language)
        for said in (
            *words,
            "2027-0001",
            CLERK[1],
            SCHOOL.address,
            SCHOOL.phone,
            "№ 065/у",
            "№ 052-2/у",
            "09:00–18:30",
        ):
            assert said in text, said
        assert text.count("[×]") >= 5 and "[ ]" not in text


@on_one
def test_what_was_not_handed_in_is_told_and_what_is_not_asked_too(clerk: Desk) -> None:
    paper = issued(clerk, K.RECEIPT, receive(clerk, child(1, child__birth_certificate="")).application_id)
    assert "[–] Баланың туу туралы куәлігі — көрсетілмеді, талап етілмейді" in text_of(clerk, paper.paper_id)


@on_one
def test_an_acceptance_names_the_class_set_and_what_happens_next(clerk: Desk, ids: dict[str, int]) -> None:
    key = accept(clerk, 1, ids["Ә"])
    paper = issued(clerk, K.ACCEPTANCE, key)
    kk, ru = (text_of(clerk, paper.paper_id, language) for language in ("kk", "ru"))
    assert "1 «Ә»" in kk and "25 тамыздан" in kk and "2027 жылғы 1 қыркүйектен" in kk
    assert "1 «Ә»" in ru and "не ранее 25 августа 2027" in ru and "с 1 сентября 2027" in ru
    assert SCHOOL.head in kk and "казахский" in ru


@on_one
def test_a_refusal_quotes_the_statute_and_tells_the_facts_as_they_were_stored(clerk: Desk) -> None:
    answers = child(2, form_065__signed="no", photos__size_3x4="no")
    key = receive(clerk, answers).application_id
    clerk.do(new_act(), findings.record_finding, key, Ground.UNRELIABLE, "child.born", "Куәлікте басқа күн жазылған.")
    refuse(clerk, key, Ground.UNRELIABLE, Ground.NONCONFORMING)
    paper = issued(clerk, K.REFUSAL, key)
    page = clerk.ask(papers.sheet, paper.paper_id).content["pages"]["kk"]
    (quoted,) = [part["lines"] for part in page["parts"] if part["kind"] == "quotes"]
    grounds = clerk.law.grounds
    assert quoted == [grounds[Ground.UNRELIABLE].kk, grounds[Ground.NONCONFORMING].kk]
    kk, ru = (text_of(clerk, paper.paper_id, language) for language in ("kk", "ru"))
    assert "Бала, туған күні: Куәлікте басқа күн жазылған." in kk and "№ 065/у нысанына қол қойылмаған." in kk
    assert "Ребёнок, дата рождения: Куәлікте" in ru and "Размер фотографий не 3×4 см." in ru
    assert "91-бабына" in kk and "статьёй 91" in ru and "Құжаттар сәйкес келмейді." in ru
    assert grounds[Ground.NONCONFORMING].ru in ru


def test_a_paper_says_what_was_true_when_it_was_issued_and_a_copy_says_the_same(clerk: Desk) -> None:
    key = receive(clerk).application_id
    paper = issued(clerk, K.RECEIPT, key)
    before = clerk.ask(papers.sheet, paper.paper_id)
    clerk.do(new_act(), register.correct, key, "child.surname", "Өзгертілген", "қате жазылған")
    copy = clerk.do(new_act(), papers.again, paper.paper_id)
    second = clerk.do(new_act(), papers.again, copy.paper_id)
    assert (copy.copy_number, second.copy_number) == (1, 2)
    assert len({paper.code, copy.code, second.code}) == 3
    after = clerk.ask(papers.sheet, second.paper_id)
    assert after.content == before.content and "Өзгертілген" not in json.dumps(after.content, ensure_ascii=False)
    told = clerk.ask(papers.recognise, second.code)
    assert told.copy_of == paper.code and told.whole
    assert str(told.card and told.card.since) == "Since then the record was corrected."


def test_only_what_the_stage_allows_can_be_given_and_the_reason_is_told(clerk: Desk, ids: dict[str, int]) -> None:
    key = receive(clerk, child(3)).application_id
    with objects("no_such_paper_now") as told:
        issued(clerk, K.ACCEPTANCE, key)
    assert told.said == "This application is not accepted now: there is no acceptance to be told."
    clerk.do(new_act(), decisions.accept, key, ids["А"])
    found = clerk.ask(papers.offers, key)
    assert [one.kind for one in found if one.why_not is None] == [K.ACCEPTANCE, K.RECEIPT, K.APPLICATION_FORM]
    assert all(one.why_not for one in found[3:]) and len(found) == 6
    with objects("no_such_paper_now"):
        issued(clerk, K.DAILY_REGISTER, key)


@pytest.mark.parametrize(
    ("languages", "size", "code"), [((), "a4", "no_language"), (("kk", "en"), "a4", "no_language")]
)
def test_a_language_or_a_size_that_there_is_not_is_told(
    clerk: Desk, languages: tuple[str, ...], size: str, code: str
) -> None:
    key = receive(clerk).application_id
    with objects(code):
        clerk.do(new_act(), papers.issue, K.RECEIPT, key, languages, size)


@on_one
def test_only_the_receipt_is_printed_on_a5(clerk: Desk) -> None:
    key = receive(clerk).application_id
    small = clerk.do(new_act(), papers.issue, K.RECEIPT, key, ("ru",), "a5")
    assert clerk.ask(papers.sheet, small.paper_id).size == "a5"
    with objects("no_such_size"):
        clerk.do(new_act(), papers.issue, K.APPLICATION_FORM, key, ("ru",), "a5")


def test_an_incomplete_set_goes_home_with_its_list_and_keeps_its_moment_of_arrival(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    answers = complete_answers(form_065__present="no", photos__count="1", child__given_name="")
    clerk.keep(draft.id, draft.version, answers, "")
    paper = clerk.do(new_act(), papers.issue_missing, draft.id)
    kk, ru = (text_of(clerk, paper.paper_id, language) for language in ("kk", "ru"))
    assert paper.code.startswith(f"2027-D{draft.id}-M-")
    assert "01.04.2027, сағат 10:42" in kk and "[ ] «Профилактикалық егу картасы» № 065/у — әкелу қажет" in kk
    assert "әкелу қажет, қазір 1 дана бар" in kk and "1. Бала: аты" in kk
    assert "[×] Заявление установленной формы — есть" in ru and "Ребёнок: имя" in ru and "31.08.2027" in ru
    clerk.keep(draft.id, draft.version + 1, complete_answers(), "")
    with objects("nothing_lacks"):
        clerk.do(new_act(), papers.issue_missing, draft.id)
    form = clerk.do(new_act(), papers.issue_missing, draft.id, ("kk",), K.APPLICATION_FORM)
    assert "Сәрсенбай" in text_of(clerk, form.paper_id)
    assert [one.why_not is None for one in clerk.ask(papers.offers_for_draft, draft.id)] == [False, True]


@on_one
def test_a_withdrawal_lets_the_papers_go_home_again(clerk: Desk, ids: dict[str, int]) -> None:
    key = accept(clerk, 4, ids["А"])
    notice = issued(clerk, K.ACCEPTANCE, key)
    clerk.do(new_act(), afterwards.withdraw, key, "Көшіп кетті")
    paper = issued(clerk, K.WITHDRAWAL, key)
    text = text_of(clerk, paper.paper_id)
    assert "1 «А» класс-жиынтығындағы орын босатылды." in text and "Көшіп" not in text and text.count("[ ]") == 4
    told = clerk.ask(papers.recognise, notice.code)
    assert str(told.card and told.card.since) == "Since then the family withdrew the application."


def test_a_notice_of_an_answer_that_was_taken_back_is_no_longer_true(
    desk: Desk, clock: DemoClock, ids: dict[str, int]
) -> None:
    key = accept(desk, 5, ids["А"])
    notice = issued(desk, K.ACCEPTANCE, key)
    assert desk.ask(papers.issued_for, key)[0].since is None
    desk.do(new_act(), afterwards.move, key, ids["Ә"], "Ата-ана сұрады")
    assert str(desk.ask(papers.issued_for, key)[0].since) == "Since then the child was moved, or accepted anew."
    desk.do(new_act(), afterwards.reopen, key, "Қате шешім")
    told = desk.ask(papers.recognise, notice.code.lower().replace("-", " "))
    assert str(told.card and told.card.since).startswith("Since then the answer was taken back")


@on_one
def test_a_code_that_is_not_ours_is_told_and_one_that_is_no_code_is_asked_again(clerk: Desk) -> None:
    told = clerk.ask(papers.recognise, "2027-0041-R-7KQ2M9XD")
    assert told.card is None and told.code == "2027-0041-R-7KQ2M9XD"
    with objects("no_code"):
        clerk.ask(papers.recognise, "900312499911")


@on_one
def test_reading_what_stands_on_a_paper_is_written_down_and_recognising_it_is_not(clerk: Desk) -> None:
    key = receive(clerk).application_id
    paper = issued(clerk, K.RECEIPT, key)
    lines = len(trail_of(clerk, key))
    clerk.ask(papers.recognise, paper.code)
    assert len(trail_of(clerk, key)) == lines
    read = clerk.do(new_act(), papers.read_out, paper.paper_id)
    assert read.content["pages"]["kk"]["title"] == "Қолхат" and trail_of(clerk, key)[lines:] == [
        EventKind.RECORD_OPENED
    ]


def test_every_paper_carries_the_trails_end_and_a_hash_that_its_line_keeps(clerk: Desk) -> None:
    key = receive(clerk).application_id
    issued(clerk, K.RECEIPT, key)

    def stored(look: Look) -> tuple[IssuedPaper, AuditLine, AuditLine]:
        paper = look.session.exec(select(IssuedPaper)).one()
        line = look.session.exec(select(AuditLine).where(AuditLine.event == EventKind.PAPER_ISSUED)).one()
        before = look.session.get_one(AuditLine, (line.seq or 0) - 1)
        look.session.expunge_all()
        return paper, line, before

    paper, line, before = clerk.ask(stored)
    assert paper.content["trail"] == {"count": before.seq, "head": before.hash}
    assert json.loads(line.facts)["sha256"] == paper.sha256 == digest_of(paper)
    other_words = paper.content | {"pages": {}}
    later = dt.datetime(2027, 4, 1, 11, tzinfo=ALMATY)
    for changed in ({"copy_number": 3}, {"languages": "kk"}, {"issued_at": later}, {"content": other_words}):
        other = paper.model_copy(update=changed)
        assert digest_of(other) != paper.sha256


@on_one
def test_a_paper_put_into_the_store_behind_the_desks_back_is_not_as_it_was_issued(clerk: Desk, store: Store) -> None:
    """Its code fits its words, as whoever has the store can make it; but the trail tells of no such paper."""
    key = receive(clerk).application_id
    code = issued(clerk, K.RECEIPT, key).code
    with store.writing() as session:
        true = session.exec(select(IssuedPaper)).one()
        forged = IssuedPaper(**true.model_dump(exclude={"id"}) | {"content": true.content | {"pages": {}}})
        forged.issued_at = true.issued_at
        forged.sha256 = digest_of(forged)
        forged.code = code_of(code.rpartition("-")[0].rpartition("-")[0], forged.kind, forged.sha256)
        session.add(forged)
        made = forged.code
    assert clerk.ask(papers.recognise, code).whole
    found = clerk.ask(papers.recognise, made)
    assert found.card is not None and not found.whole


@on_one
def test_an_application_is_printed_filled_in_and_what_is_unknown_is_left_to_be_written(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.keep(draft.id, draft.version, {"child.surname": "Бек-Төре", "child.born": "310321"}, "")
    paper = clerk.do(new_act(), papers.issue_missing, draft.id, ("kk", "ru"), K.APPLICATION_FORM)
    kk, ru = (text_of(clerk, paper.paper_id, language) for language in ("kk", "ru"))
    assert "Тегі: Бек-Төре" in kk and "Туған күні: 31.03.2021" in kk and "Әкесінің аты (бар болса): ______" in kk
    assert "Кем приходится ребёнку: ______" in ru and f"Директору школы: {SCHOOL.head}" in ru
