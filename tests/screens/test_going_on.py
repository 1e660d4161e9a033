"""The form's flow: what goes on by itself, where Enter leads, what one key answers, and that no paste is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events

from clerk_desk.language import Speaker
from clerk_desk.rules.form import Kind, Step, field, presets
from screens.intake.intake_sheet import IntakeSheet
from screens.widgets.sheet import Sheet
from tests.screens.test_field import Host, picture, press, until

# The pen goes on by itself


def keyed(sheet: Sheet, *typed: str) -> None:
    """Type letter by letter; keys by their names in <>."""
    for text in typed:
        if text.startswith("<"):
            press(sheet, [events.Key(text[1:-1], None)])
        else:
            press(sheet, [events.Key("space" if letter == " " else letter, letter) for letter in text])


@asynccontextmanager
async def form(at: str, **answers: str) -> AsyncIterator[Sheet]:
    """An intake's form with some answers (two underscores for the dot), the pen in one field."""
    host = Host(IntakeSheet(Speaker()))
    async with host.run_test(size=(80, 24)):
        laid = {name.replace("__", ".", 1): text for name, text in answers.items()}
        host.sheet.lay({**presets(), **laid}, at)
        yield host.sheet


@pytest.mark.parametrize(
    ("at", "typed", "then"),
    [
        ("child.iin", "210331699903", "child.surname"),
        ("child.iin", 'ә"қіі",ұұұқі', "child.surname"),
        ("applicant.document_number", "012345678", "applicant.document_valid_until"),
        ("applicant.document_number", 'қ"әіңғ,.ү', "applicant.document_valid_until"),
        ("applicant.document_valid_until", "010230", "applicant.iin"),
        ("applicant.document_valid_until", "01.02.2030", "applicant.iin"),
        ("applicant.phone", "8 701 123 45 67", "applicant.is_holder"),
        ("applicant.phone", "+77011234567", "applicant.is_holder"),
        ("applicant.phone", 'ү.қ""әіңғ,.', "applicant.is_holder"),
        ("applicant.relation", "2", "applicant.phone"),
        ("applicant.relation", "4", "applicant.basis_kind"),
        ("application.catchment", "ә", "application.language"),
        ("application.language", "2", "application.form_present"),
        ("photos.count", "2", "photos.size_3x4"),
        ("photos.count", "12", "photos.size_3x4"),
        ("photos.recent", "1", "form_065.present"),
    ],
)
async def test_a_finished_field_goes_on_by_itself_and_its_end_counts_once(at: str, typed: str, then: str) -> None:
    async with form(at) as sheet:
        for ending in ("", "<enter>", "<tab>", "<down>"):
            sheet.lay(presets(), at)
            keyed(sheet, typed, *([ending] if ending else []))
            assert sheet.hand == then
            assert (" ↵" in picture(sheet)) is (ending == "" and sheet.entries[at].question.step is sheet.step)


@pytest.mark.parametrize(
    ("at", "typed"),
    [
        ("child.iin", "210331699902"),  # the check digit
        ("child.iin", "21033169990"),
        ("applicant.document_number", "N01234567"),
        ("applicant.document_valid_until", "010220"),  # 01.02.2020, or 01.02.20..
        ("applicant.document_valid_until", "310230"),  # no such day
        ("applicant.phone", "7771234567"),  # perhaps +7 771 234 567.
        ("applicant.phone", "8701123456"),
        ("photos.count", "1"),
        ("child.surname", "Сәрсенбай"),
        ("child.birth_certificate", "012345678"),
        ("photos.recent", " "),
    ],
)
async def test_an_unfinished_field_stays_in_hand(at: str, typed: str) -> None:
    async with form(at) as sheet:
        keyed(sheet, typed)
        assert sheet.hand == at
        keyed(sheet, "<enter>")
        assert sheet.hand != at


async def test_a_wrong_check_digit_is_said_at_its_last_digit_and_goes_when_it_is_mended() -> None:
    async with form("child.iin") as sheet:
        keyed(sheet, "210331699902")
        assert "! The 11th digit or another does not fit" in picture(sheet)
        keyed(sheet, "<backspace>")
        assert "does not fit" not in picture(sheet)
        keyed(sheet, "3")
        assert sheet.hand == "child.surname"


async def test_mending_in_the_middle_does_not_send_the_pen_away() -> None:
    async with form("child.iin") as sheet:
        keyed(sheet, "210331698903", "<left>", "<left>", "<left>", "<backspace>", "9")
        assert sheet.entries["child.iin"].text == "210331699903"
        assert sheet.hand == "child.iin"


async def test_backspace_right_after_takes_the_last_key_back_and_what_it_answered() -> None:
    async with form("child.iin") as sheet:
        keyed(sheet, "210331699903", "<backspace>")
        assert sheet.hand == "child.iin"
        assert sheet.entries["child.iin"].text == "21033169990"
        assert sheet.entries["child.born"].text == ""
        keyed(sheet, "3", "<enter>", "<backspace>")
        assert sheet.hand == "child.surname"
        assert sheet.entries["child.born"].text == "31.03.2021"


@pytest.mark.parametrize(
    ("at", "typed", "then"),
    [("applicant.phone", "87011234567", "applicant.is_holder"), ("application.form_date", "010427", "photos.count")],
)
async def test_a_digit_too_many_ticks_nothing_and_is_said(at: str, typed: str, then: str) -> None:
    done = {"application__form_signed": "yes", "application__consent_processing": "yes"}
    async with form(at, **done, application__consent_access="yes") as sheet:
        keyed(sheet, typed, "3", "3")
        assert (sheet.hand, sheet.entries[then].text) == (then, "")
        assert "was whole before the last digit" in " ".join(picture(sheet).split())
        late = events.Key("3", "3")
        late.time += 1  # the clerk has looked
        press(sheet, [late])
        assert sheet.entries[then].text in ("yes", "3")


async def test_digits_chosen_one_after_the_other_are_no_overflow() -> None:
    async with form("application.catchment") as sheet:
        keyed(sheet, "1", "2")
        assert sheet.entries["application.language"].text == "ru"


async def test_backspace_takes_a_date_back_as_it_was_typed() -> None:
    async with form("applicant.document_valid_until") as sheet:
        keyed(sheet, "010230", "<backspace>", "1")
        assert sheet.entries["applicant.document_valid_until"].text == "01.02.2031"


async def test_backspace_comes_back_from_the_review() -> None:
    async with form("form_052.of_this_child", form_052__present="yes") as sheet:
        keyed(sheet, "1")
        assert sheet.cursor == Step.REVIEW
        keyed(sheet, "<backspace>")
        assert sheet.cursor == "form_052.of_this_child"
        assert sheet.entries[sheet.hand].text == ""


# Enter goes to what asks, the arrows to everything


async def test_enter_passes_by_what_is_answered_and_what_stands_aside() -> None:
    async with form("applicant.shown") as sheet:
        stops = []
        for _ in range(60):
            keyed(sheet, "<enter>")
            if sheet.step is Step.REVIEW:
                break
            stops.append(sheet.hand)
        assert "applicant.document_kind" not in stops and "child.citizenship" not in stops
        assert not any(field(name).aside for name in stops)
        # Optional, and yet nobody loses them by hurrying.
        for name in ("applicant.patronymic", "child.patronymic", "child.birth_certificate", "applicant.iin"):
            assert name in stops


async def test_the_arrows_go_through_every_field_down_and_up() -> None:
    async with form("applicant.shown") as sheet:
        asked_now = [entry.question.name for entry in sheet.asked()]
        for name in asked_now[1:]:
            keyed(sheet, "<down>")
            assert sheet.hand == name
        for name in reversed(asked_now[:-1]):
            keyed(sheet, "<up>")
            assert sheet.hand == name


async def test_enter_behind_a_mended_field_goes_back_to_where_something_is_missing() -> None:
    async with form("applicant.surname", applicant__given_name="Айгүл", applicant__patronymic="Н") as sheet:
        keyed(sheet, "Сәрсенбаева", "<enter>")
        assert sheet.hand == "applicant.relation"


async def test_enter_stops_at_an_answer_that_cannot_be_meant() -> None:
    async with form("applicant.given_name", applicant__patronymic="Н", applicant__relation="mother") as sheet:
        sheet.answer("applicant.phone", "112")
        keyed(sheet, "<enter>")
        assert sheet.hand == "applicant.phone"


# All in order


ORDERS = [
    ("applicant.is_holder", {"applicant.is_holder", "applicant.original_returned"}),
    (
        "application.form_present",
        {f"application.{part}" for part in ("form_present", "form_signed", "consent_processing", "consent_access")},
    ),
    ("photos.size_3x4", {f"photos.{part}" for part in ("size_3x4", "of_this_child", "recent")}),
    ("form_065.present", {f"form_065.{part}" for part in ("present", "signed", "stamped", "of_this_child")}),
    ("form_052.present", {f"form_052.{part}" for part in ("present", "signed", "stamped", "of_this_child")}),
]


@pytest.mark.parametrize(("first", "ticked"), ORDERS)
@pytest.mark.parametrize("key", ["3", "і"])
async def test_all_in_order_ticks_the_paper_in_hand_and_no_other(first: str, ticked: set[str], key: str) -> None:
    async with form(first) as sheet:
        before = set(sheet.answers())
        assert "(3) all in order" in picture(sheet)
        keyed(sheet, key)
        given = {name: text for name, text in sheet.answers().items() if name not in before}
        numbers = {"form_065.number": "065/у", "form_052.number": "052-2/у"}
        assert given == {**dict.fromkeys(ticked, "yes"), **{n: t for n, t in numbers.items() if n in given}}
        assert any(name in given for name in numbers) is first.startswith("form_")
        assert "all in order" in picture(sheet)
        keyed(sheet, "<backspace>")
        assert set(sheet.answers()) == before


async def test_nothing_says_that_a_paper_is_in_order_but_its_own_key() -> None:
    for first, ticked in ORDERS:
        async with form(first) as sheet:
            keyed(sheet, "1")
            assert [name for name in ticked if name != first and sheet.entries[name].text] == []


async def test_a_number_that_was_copied_stays_as_it_was_copied() -> None:
    async with form("form_065.present", form_065__number="063/у") as sheet:
        keyed(sheet, "3")
        assert sheet.entries["form_065.number"].text == "063/у"


async def test_what_was_said_of_a_whole_paper_goes_when_one_tick_is_corrected() -> None:
    async with form("application.form_present") as sheet:
        keyed(sheet, "3", "010427")
        sheet.to("application.consent_access")
        assert "Application: all in order" in picture(sheet)
        keyed(sheet, "2")
        sheet.to("application.form_present")
        assert "Application: all in order" not in picture(sheet)


async def test_how_a_digital_document_was_checked_is_asked_by_itself() -> None:
    async with form("applicant.is_holder", applicant__shown="digital") as sheet:
        assert "(3) all in order" not in picture(sheet)
        keyed(sheet, "3")
        assert sheet.entries["applicant.is_holder"].text == ""
        keyed(sheet, "1")
        assert sheet.hand == "applicant.digital_check"


async def test_the_second_forms_clinic_is_offered_from_the_first_and_can_be_another() -> None:
    async with form("form_065.present") as sheet:
        keyed(sheet, "3", "010327", "№3 емхана", "<enter>")
        assert sheet.entries["form_052.clinic"].text == "№3 емхана"
        sheet.to("form_065.clinic")
        keyed(sheet, "№5 емхана", "<enter>")
        assert sheet.entries["form_052.clinic"].text == "№5 емхана"
        sheet.answer("form_052.clinic", "№7 емхана")
        sheet.to("form_065.clinic")
        keyed(sheet, "№9 емхана", "<enter>")
        assert sheet.entries["form_052.clinic"].text == "№7 емхана"


async def test_the_iin_of_the_applicant_fills_date_and_sex_and_the_clerk_corrects_them() -> None:
    async with form("applicant.iin") as sheet:
        keyed(sheet, "900312499911")
        assert sheet.hand == "applicant.surname"
        assert (sheet.entries["applicant.born"].text, sheet.entries["applicant.sex"].text) == ("12.03.1990", "female")
        sheet.to("applicant.born")
        keyed(sheet, "13.03.1990", "<enter>")
        sheet.to("applicant.iin")
        keyed(sheet, "881105399916")
        assert (sheet.entries["applicant.born"].text, sheet.entries["applicant.sex"].text) == ("13.03.1990", "male")


# No paste is thrown away


PASTES = [
    ("child.iin", "\nЖСН 210 331-699-903, 2027\n", "210331699903", "ЖСН , 2027"),
    ("child.iin", "210331699903", "210331699903", ""),
    ("child.iin", "900101300800 210331699903", "210331699903", "900101300800"),
    ("child.born", "\r\n31.03.2021 ж.", "31.03.2021 ж.", ""),
    ("child.born", "туған күні: 31.03.2021", "31.03.2021", "туған күні:"),
    ("child.born", "31.03.2021 01.04.2027", "31.03.2021 01.04.2027", ""),
    ("applicant.phone", "тел. 8 (701) 123-45-67", "8 (701) 123-45-67", "тел."),
    ("applicant.phone", "+998 90 123 45 67", "+998 90 123 45 67", ""),
    ("applicant.document_number", "\n012345678", "012345678", ""),
    ("applicant.email", "\n a@b.kz", "a@b.kz", ""),
    ("child.surname", "\nСәрсенбай", "Сәрсенбай", ""),
    ("child.address", "Абай к.,\n5-12", "Абай к., 5-12", ""),
    ("photos.count", "\n2", "2", ""),
    ("application.wished_class_set", "\n ә", "Ә", ""),
    ("child.sex", "\nboy", "male", ""),
    ("photos.recent", "\n yes ", "yes", ""),
    ("photos.recent", "maybe", "", "maybe"),
    ("form_065.present", "all in order", "", "all in order"),
    ("form_065.number", "№ 065/у", "№ 065/у", ""),
]


@pytest.mark.parametrize(("at", "pasted", "stands", "said"), PASTES)
async def test_a_paste_stands_in_its_field_and_what_does_not_is_said(
    at: str, pasted: str, stands: str, said: str
) -> None:
    async with form(at, form_065__present="" if at == "form_065.present" else "yes") as sheet:
        sheet._pasted(pasted)
        assert sheet.entries[at].text == stands
        assert (said in " ".join(picture(sheet).split())) if said else "Left out" not in picture(sheet)


def test_every_kind_of_field_takes_a_paste() -> None:
    assert {field(name).kind for name, *_ in PASTES} == set(Kind)


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_paste_where_nothing_is_written_is_said_back(read_only: bool) -> None:
    async with form("review") as sheet:
        sheet.read_only = read_only
        if read_only:
            sheet.to("child.surname")
        before = sheet.answers()
        sheet._pasted("\n210331699903")
        assert sheet.answers() == before
        await until(None, lambda: sheet.app._notifications)
        assert ["210331699903" in one.message for one in sheet.app._notifications] == [True]
