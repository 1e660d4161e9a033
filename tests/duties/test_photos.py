"""The child's picture in the store: attached, replaced, carried along, taken away, and nothing but the picture."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import intake, photos, receiving
from clerk_desk.instruments import developing
from clerk_desk.instruments.developing import Developed, Thumb
from clerk_desk.objection import Objection
from clerk_desk.rules.photos import Face, Measures, judge
from data.engine import Store
from data.tables import AuditLine, Picture
from data.vocabulary import EventKind
from tests.duties.acts import receive
from tests.papers import complete_answers


def developed(shade: int = 200, width: int = 354, height: int = 472) -> Developed:
    """A picture as the darkroom gives it, of one shade."""
    jpeg = b"\xff\xd8" + bytes([shade]) * 900 + b"\xff\xd9"
    measures = Measures(
        *(width, height, 300.0, 120.0, 140.0, 100.0, 0.0, 0.0, 230.0, 4.0, 60.0, 3.0, False),
        faces=(Face(90, 110, 170, 190),),
    )
    thumb = Thumb(6, 8, bytes([shade]) * 3 * 48)
    digest = hashlib.sha256(jpeg).hexdigest()
    return Developed(jpeg, digest, width, height, thumb, measures, judge(measures))


def acts(store: Store, event: EventKind) -> list[dict[str, object]]:
    from sqlmodel import col, select

    with store.reading() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.event == event).order_by(col(AuditLine.seq))).all()
        return [json.loads(line.facts) | {"of": (line.draft_id, line.application_id)} for line in lines]


def pictures(store: Store) -> list[Picture]:
    from sqlmodel import select

    with store.reading() as session:
        rows = session.exec(select(Picture)).all()
        session.expunge_all()
        return list(rows)


def code_of(no: "pytest.ExceptionInfo[Objection]") -> str:
    return no.value.code


def test_a_picture_lies_beside_the_draft_with_what_was_measured(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    assert clerk.ask(photos.of_draft, draft.id) is None
    picture = developed()
    note = clerk.do(new_act(), photos.attach, draft.id, picture)
    card = clerk.ask(photos.of_draft, draft.id)
    assert card is not None
    assert (note.id, note.sha256) == (card.id, picture.sha256)
    assert (card.width, card.height, card.thumb) == (354, 472, picture.thumb)
    assert card.verdicts == picture.verdicts
    assert (card.attached_by, card.attached_at.tzinfo is not None) == ("Сейітова Айгүл", True)
    assert clerk.ask(photos.image, card.id) == picture.jpeg


def test_the_trail_tells_the_size_and_what_was_found_and_no_name_of_a_file(clerk: Desk, store: Store) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), photos.attach, draft.id, developed(width=200, height=267))
    (act,) = acts(store, EventKind.PICTURE_ATTACHED)
    assert act["of"] == (draft.id, None)
    assert (act["width"], act["height"]) == (200, 267)
    assert "pixels" in list(act["measured_wrong"])  # type: ignore[call-overload]
    assert set(act) == {"of", "width", "height", "sha256", "measured_wrong"}


def test_the_same_attaching_done_twice_is_one(clerk: Desk, store: Store) -> None:
    draft, key = clerk.do(new_act(), intake.open_draft), new_act()
    notes = [clerk.do(key, photos.attach, draft.id, developed()) for _ in range(2)]
    assert notes[0] == notes[1]
    assert len(acts(store, EventKind.PICTURE_ATTACHED)) == 1


def test_another_picture_takes_the_place_of_the_first(clerk: Desk, store: Store) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), photos.attach, draft.id, developed(200))
    clerk.do(new_act(), photos.attach, draft.id, developed(90))
    (row,) = pictures(store)
    assert row.image == developed(90).jpeg
    first, second = acts(store, EventKind.PICTURE_ATTACHED)
    assert "replaced" not in first
    assert second["replaced"] == developed(200).sha256


def test_receiving_carries_the_picture_into_the_record(clerk: Desk, store: Store) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), photos.attach, draft.id, developed())
    receipt = clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    assert clerk.ask(photos.of_draft, draft.id) is None
    card = clerk.ask(photos.of_application, receipt.application_id)
    assert card is not None
    assert card.sha256 == developed().sha256
    assert len(pictures(store)) == 1


def test_papers_without_a_picture_are_received_as_ever(clerk: Desk) -> None:
    receipt = receive(clerk)
    assert clerk.ask(photos.of_application, receipt.application_id) is None


def test_a_picture_may_come_after_receiving(clerk: Desk, store: Store) -> None:
    receipt = receive(clerk)
    clerk.do(new_act(), photos.attach_to, receipt.application_id, developed(10))
    clerk.do(new_act(), photos.attach_to, receipt.application_id, developed(20))
    card = clerk.ask(photos.of_application, receipt.application_id)
    assert card is not None
    assert card.sha256 == developed(20).sha256
    assert [act["of"] for act in acts(store, EventKind.PICTURE_ATTACHED)] == [(None, receipt.application_id)] * 2
    clerk.do(new_act(), photos.remove_from, receipt.application_id)
    assert pictures(store) == []


def test_a_picture_taken_away_is_gone_from_the_store(clerk: Desk, store: Store) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), photos.attach, draft.id, developed())
    card = clerk.ask(photos.of_draft, draft.id)
    assert card is not None
    assert clerk.do(new_act(), photos.remove, draft.id) == developed().sha256
    assert clerk.ask(photos.of_draft, draft.id) is None
    assert pictures(store) == []
    (act,) = acts(store, EventKind.PICTURE_REMOVED)
    assert act["sha256"] == developed().sha256
    for attempt in (
        lambda: clerk.do(new_act(), photos.remove, draft.id),
        lambda: clerk.ask(photos.image, card.id),
    ):
        with pytest.raises(Objection) as no:
            attempt()
        assert code_of(no) == "no_picture"


def test_only_who_has_the_draft_in_hand_may_lay_a_picture_to_it(clerk: Desk, desk: Desk, store: Store) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    with pytest.raises(Objection) as no:
        desk.do(new_act(), photos.attach, draft.id, developed())
    assert code_of(no) == "not_yours"
    clerk.do(new_act(), photos.attach, draft.id, developed())
    desk.do(new_act(), intake.take_up, draft.id)
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), photos.remove, draft.id)
    assert code_of(no) == "not_yours"
    assert len(pictures(store)) == 1


def test_a_received_draft_takes_no_picture_any_more(clerk: Desk) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), receiving.receive, draft.id, complete_answers())
    with pytest.raises(Objection) as no:
        clerk.do(new_act(), photos.attach, draft.id, developed())
    assert code_of(no) == "draft_received"


def test_what_an_earlier_desk_measured_otherwise_does_not_hide_the_picture(clerk: Desk, store: Store) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), photos.attach, draft.id, developed())
    with store.writing() as session:
        row = session.get(Picture, 1)
        assert row is not None
        row.measured = {"sharp": True}
    card = clerk.ask(photos.of_draft, draft.id)
    assert card is not None
    assert card.verdicts == ()


def with_gps(place: Path) -> Path:
    """A photo as a telephone takes it: it tells where and with what it was taken."""
    taken = Image.new("RGB", (600, 800), (222, 222, 230))
    told = taken.getexif()
    told[0x010F] = "SECRETPHONE"
    told.get_ifd(0x8825)[1] = "N"
    told.get_ifd(0x8825)[2] = (51.0, 7.0, 42.0)
    told.get_ifd(0x8825)[29] = "2027:04:01"
    file = place / "DCIM_0001.jpg"
    taken.save(file, exif=told, comment=b"SECRETCOMMENT")
    assert b"SECRETPHONE" in file.read_bytes()
    assert b"2027:04:01" in file.read_bytes()
    return file


def test_where_a_photo_was_taken_never_comes_into_the_store(clerk: Desk, store: Store, tmp_path: Path) -> None:
    draft = clerk.do(new_act(), intake.open_draft)
    clerk.do(new_act(), photos.attach, draft.id, developing.develop(with_gps(tmp_path)))
    (row,) = pictures(store)
    whole = row.image + row.thumb + json.dumps(row.measured).encode()
    for secret in (b"SECRETPHONE", b"SECRETCOMMENT", b"2027:04:01", b"DCIM_0001", b"Exif"):
        assert secret not in whole
    with Image.open(io.BytesIO(row.image)) as kept:
        assert len(kept.getexif()) == 0
        assert "comment" not in kept.info
