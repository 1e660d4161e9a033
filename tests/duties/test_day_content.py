"""What a close keeps of its day: the records that were changed, whole; and the same whenever it is asked."""

import json
from typing import Any

from sqlalchemy import event

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import findings, photos, register
from clerk_desk.ledgers.closes import packed, unpacked
from clerk_desk.ledgers.day_content import content_of_day
from data.engine import Store
from data.vocabulary import Ground
from tests.conftest import line_count
from tests.duties.acts import accept, child, receive, refuse
from tests.duties.test_photos import developed


def told(desk: Desk, after: int = 0) -> dict[str, Any]:
    """The content after a line, up to the end of the trail."""
    return desk.ask(content_of_day, after, line_count(desk.store))


def numbers(content: dict[str, Any]) -> list[str]:
    return [one["number"] for one in content["applications"]]


def test_it_holds_each_touched_application_whole(clerk: Desk, desk: Desk, ids: dict[str, int]) -> None:
    accept(clerk, 1, ids["А"])
    refused = receive(clerk, child(2)).application_id
    clerk.do(new_act(), findings.record_finding, refused, Ground.NONCONFORMING, "photos", "Суреті басқа баланікі.")
    refuse(clerk, refused, Ground.NONCONFORMING)
    clerk.do(new_act(), photos.attach_to, refused, developed(10))
    content = told(desk)
    first, second = content["applications"]
    assert (first["class_set"], first["decisions"][0]["outcome"]) == ("А", "accepted")
    assert first["answers"]["child.given_name"] == "Қыз1"
    assert second["decisions"][0]["grounds"][0]["facts"] and second["findings"][0]["subject"] == "photos"
    assert second["picture"]["sha256"] == developed(10).sha256
    assert [line["seq"] for line in content["trail"]] == list(range(1, line_count(desk.store) + 1))
    assert {one["letter"]: one["taken"] for one in content["class_sets"]} == {"А": 1, "Ә": 0, "В": 0}
    assert content["staff"] == [{"id": 1, "full_name": "Оспанова Гүлнар"}, {"id": 2, "full_name": "Сейітова Айгүл"}]


def test_who_only_looks_at_a_record_does_not_bring_it_into_the_day(clerk: Desk, desk: Desk) -> None:
    first = receive(clerk, child(1)).application_id
    after = line_count(desk.store)
    clerk.do(new_act(), register.open_record, first)
    content = told(desk, after)
    assert (numbers(content), [line["event"] for line in content["trail"]]) == ([], ["record_opened"])


def test_a_correction_brings_an_earlier_record_into_the_later_day(clerk: Desk, desk: Desk) -> None:
    first = receive(clerk, child(1)).application_id
    after = line_count(desk.store)
    receive(clerk, child(2))
    assert numbers(told(desk, after)) == ["2027-0002"]
    clerk.do(new_act(), register.correct, first, "child.given_name", "Қызғалдақ", "Құжатта осылай.")
    content = told(desk, after)
    assert numbers(content) == ["2027-0001", "2027-0002"]
    assert content["applications"][0]["answers"]["child.given_name"] == "Қызғалдақ"
    assert [one["event"] for one in content["applications"][0]["timeline"]][:1] == ["application_received"]


def test_the_same_store_gives_the_same_bytes_and_they_come_back(clerk: Desk, desk: Desk) -> None:
    receive(clerk, child(1))
    content = told(desk)
    assert packed(told(desk)) == packed(content)
    assert unpacked(packed(content)) == json.loads(json.dumps(content))


def test_a_day_of_many_applications_asks_no_more_of_the_store_than_one_of_few(
    clerk: Desk, desk: Desk, store: Store
) -> None:
    """Otherwise the close of a day with a long portal list would hold the store for minutes."""
    asked = 0

    def counted(*_: object) -> None:
        nonlocal asked
        asked += 1

    receive(clerk, child(1))
    event.listen(store._engine, "before_cursor_execute", counted)
    told(desk)
    few, asked = asked, 0
    event.remove(store._engine, "before_cursor_execute", counted)
    for n in range(2, 6):
        receive(clerk, child(n))
    event.listen(store._engine, "before_cursor_execute", counted)
    assert len(told(desk)["applications"]) == 5
    event.remove(store._engine, "before_cursor_execute", counted)
    assert asked <= few
