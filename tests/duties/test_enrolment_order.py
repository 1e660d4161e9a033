"""The draft of the enrolment order, as the office's stories: the accepted by class-set, in the Kazakh alphabet."""

import datetime as dt

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import afterwards, audit, enrolment_order, papers
from data.vocabulary import EventKind, PaperKind
from tests.duties.acts import accept, child, objects, receive


def names(desk: Desk) -> dict[str, list[str]]:
    return {one.letter: [c.given_name for c in one.children] for one in desk.ask(enrolment_order.draft).sets}


def test_the_accepted_stand_by_class_set_in_the_order_of_the_kazakh_alphabet(desk: Desk, ids: dict[str, int]) -> None:
    assert desk.ask(enrolment_order.draft).sets == ()
    accept(desk, 1, ids["В"], application__language="ru", child__given_name="Дарья")
    accept(desk, 2, ids["Ә"], child__given_name="Өмір")
    accept(desk, 3, ids["Ә"], child__given_name="Қайсар")
    accept(desk, 4, ids["А"], child__given_name="Данияр")
    accept(desk, 5, ids["А"], child__given_name="Ғазиз")
    receive(desk, child(6))
    listed = [("А", ["Ғазиз", "Данияр"]), ("Ә", ["Қайсар", "Өмір"]), ("В", ["Дарья"])]
    assert list(names(desk).items()) == listed, "neither in the order of receipt nor of code points"
    draft = desk.ask(enrolment_order.draft)
    assert (draft.year, draft.count, draft.head) == (2027, 5, "Оспанова Гүлнар")


def test_who_was_withdrawn_or_moved_is_where_the_records_say(desk: Desk, ids: dict[str, int]) -> None:
    gone, moved = accept(desk, 1, ids["А"]), accept(desk, 2, ids["А"])
    desk.do(new_act(), afterwards.withdraw, gone, "көшіп кетті")
    desk.do(new_act(), afterwards.move, moved, ids["Ә"], "ата-ананың өтінуімен")
    assert names(desk) == {"Ә": ["Қыз2"]}


def test_the_paper_is_stored_word_for_word_and_marked_as_a_draft(desk: Desk, ids: dict[str, int]) -> None:
    accept(desk, 1, ids["Ә"])
    issued = desk.do(new_act(), enrolment_order.issue, ("kk", "ru"))
    accept(desk, 2, ids["Ә"])
    assert issued.kind is PaperKind.ORDER_DRAFT
    pages = desk.ask(papers.sheet, issued.paper_id).content["pages"]
    assert (pages["kk"]["draft"], pages["ru"]["draft"]) == ("ЖОБА", "ПРОЕКТ")
    told = str(pages)
    for words in ("25 тамыздан ерте", "1 қыркүйектен бастап", "не ранее 25 августа 2027", "с 1 сентября 2027"):
        assert words in told
    assert "Қыз1" in told
    assert "Қыз2" not in told
    entry = next(one for one in desk.do(new_act(), audit.open_trail).entries if one.event is EventKind.ORDER_DRAFTED)
    assert (entry.facts["children"], entry.facts["code"]) == (1, issued.code)


def test_only_an_administrator_drafts_the_order(clerk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["А"])
    with objects("not_allowed"):
        clerk.do(new_act(), enrolment_order.issue, ("kk",))
    with objects("not_allowed"):
        clerk.do(new_act(), enrolment_order.take_out)


def test_the_file_holds_all_children_and_each_class_for_itself(desk: Desk, ids: dict[str, int]) -> None:
    accept(desk, 1, ids["Ә"])
    accept(desk, 2, ids["А"])
    every, first, second = desk.do(new_act(), enrolment_order.take_out)
    assert (every.name, first.name, second.name) == ("Барлығы / Все", "1 «А»", "1 «Ә»")
    assert every.header[:3] == ("Класс-жиынтық / Класс-комплект", "Оқыту тілі / Язык обучения", "№")
    assert every.rows == first.rows + second.rows
    row = first.rows[0]
    assert row[:3] == ("1 «А»", "қазақ тілі / казахский", 1)
    assert (row[5], row[6], row[8]) == ("Әлиханқызы", dt.date(2021, 1, 2), "2027-0002")
    assert len(str(row[7])) == 12


def test_a_draft_without_children_says_so(desk: Desk) -> None:
    pages = desk.ask(enrolment_order.preview)["pages"]
    assert "Қабылданған бала әзірге жоқ." in str(pages["kk"])
    assert "Принятых детей пока нет." in str(pages["ru"])
