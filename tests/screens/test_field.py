"""Fields under the pen: whatever is typed, pasted or scanned stays, and lands where it belongs."""

import asyncio
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult

from clerk_desk.language import Speaker
from clerk_desk.rules.form import FIELDS, YES_NO, Choice, Field, Kind, Step, field
from clerk_desk.rules.going_on import finished, still_asks
from screens.themes import VARIABLES, dress
from screens.widgets.choice_field import ChoiceEntry, ClassSetEntry, YesNoEntry
from screens.widgets.field import Entry, Saying, TextEntry, digit_of, one_line, shorter, wrapped
from screens.widgets.line import Line
from screens.widgets.sheet import Sheet


def text_of(parts: list[list[tuple[str, str]]]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in parts)


def typed(entry: Entry, text: str) -> Entry:
    for letter in text:
        entry.press("space" if letter == " " else letter, letter)
    return entry


def text_entry(name: str) -> TextEntry:
    return TextEntry(field(name), field(name).label)


def choice_entry(name: str) -> ChoiceEntry:
    question = field(name)
    return ChoiceEntry(question, question.label, question.choices)


# The line under the pen


def test_arriving_marks_what_is_there_so_that_typing_replaces_it_and_an_arrow_keeps_it() -> None:
    line = Line()
    line.write("31.03.2021")
    line.mark_all()
    line.press("right")
    line.put("!")
    assert line.text == "31.03.2021!"
    line.mark_all()
    line.put("x")
    assert line.text == "x"


@pytest.mark.parametrize(
    ("keys", "text", "pen"),
    [
        (["home", "delete"], "оған Әлі", 0),
        (["backspace"], "Тоған Әл", 8),
        (["ctrl+w"], "Тоған ", 6),
        (["home", "ctrl+right", "ctrl+k"], "Тоған ", 6),
        (["ctrl+left", "ctrl+u"], "Әлі", 0),
        (["shift+home", "delete"], "", 0),
        (["shift+left", "shift+left", "left"], "Тоған Әлі", 7),
        (["home", "left", "left"], "Тоған Әлі", 0),
    ],
)
def test_the_keys_of_a_line(keys: list[str], text: str, pen: int) -> None:
    line = Line()
    line.write("Тоған Әлі")
    for key in keys:
        assert line.press(key)
    assert (line.text, line.pen) == (text, pen)


@given(st.lists(st.sampled_from(["left", "right", "home", "end", "backspace", "delete", "ctrl+w", "shift+left", "а"])))
@settings(max_examples=60)
def test_the_pen_never_leaves_the_line(keys: list[str]) -> None:
    line = Line()
    line.write("Аружан 1")
    for key in keys:
        if key == "а":
            line.put(key)
        else:
            line.press(key)
        start, end = line.marked
        assert 0 <= start <= end <= len(line.text)
        assert 0 <= line.pen <= len(line.text)


# Digits on a Kazakh layout


def test_the_digit_row_of_the_kazakh_layout_types_digits_into_an_iin() -> None:
    assert typed(text_entry("child.iin"), 'ә"қііңғ,.үұқ').text == "210334567890"


def test_the_digit_row_stays_letters_in_a_name() -> None:
    assert typed(text_entry("child.surname"), "Әділ").text == "Әділ"


def test_a_dot_in_a_date_stays_a_dot() -> None:
    assert typed(text_entry("child.born"), "і1.03.ә0ә1").text == "31.03.2021"


@pytest.mark.parametrize(("letter", "digit"), [("1", 1), ('"', 1), ("ә", 2), ("Ә", 2), ("қ", 0), ("а", None)])
def test_a_digit_key_is_known_on_every_layout(letter: str | None, digit: int | None) -> None:
    assert digit_of(letter) == digit


# Pastes


def test_a_paste_that_begins_with_a_line_break_is_taken() -> None:
    entry = text_entry("child.surname")
    assert entry.paste("\n  Сәрсенбай\r\n") is None
    assert entry.text == "Сәрсенбай"


def test_an_iin_is_found_in_what_was_pasted_and_the_rest_is_said() -> None:
    entry = text_entry("child.iin")
    told = entry.paste("ИИН: 210 331-699-903\n")
    assert entry.text == "210331699903"
    assert told is not None and "ИИН:" in str(told)


def test_what_does_not_fit_is_said_and_what_fits_is_kept() -> None:
    entry = text_entry("child.surname")
    told = entry.paste("А" * 80 + "Бай")
    assert entry.text == "А" * 80
    assert told is not None and "Бай" in str(told)


def test_steering_characters_do_not_come_through_a_paste() -> None:
    entry = text_entry("child.address")
    told = entry.paste("Абай\x1b]0;x\x07 к., 5")
    assert entry.text == "Абай]0;x к., 5"
    assert told is not None


def test_a_typed_text_may_be_too_long() -> None:
    assert len(typed(text_entry("child.surname"), "а" * 200).text) == 200


@given(st.text(max_size=200))
@settings(max_examples=80)
def test_no_paste_brings_a_character_that_steers_a_terminal(text: str) -> None:
    clean, _ = one_line(text)
    entry = text_entry("child.address")
    entry.paste(text)
    assert entry.text == clean[:300]
    assert all(letter.isprintable() for letter in shorter(entry.text, 400))


# Choices


def test_a_digit_chooses_on_any_layout_and_space_goes_round() -> None:
    entry = choice_entry("application.language")
    entry.press("2", "2")
    assert entry.text == "ru"
    entry.press("quotation_mark", '"')
    assert entry.text == "kk"
    entry.press("space", " ")
    assert entry.text == "ru"
    entry.press("left", None)
    assert entry.text == "kk"


def test_unanswered_is_visibly_unanswered() -> None:
    question = field("application.form_signed")
    entry = YesNoEntry(question, question.label, YES_NO)
    assert text_of(entry.drawn(30, False)) == "(1) yes  (2) no"
    entry.press("space", " ")
    assert entry.text == "yes"
    assert text_of(entry.drawn(30, False)) == "yes"
    entry.press("space", " ")
    assert entry.text == "no"
    entry.press("backspace", None)
    assert entry.text == ""


def test_many_answers_are_laid_over_lines_none_cut() -> None:
    drawn = text_of(choice_entry("applicant.relation").drawn(40, True))
    assert all(str(choice.label) in drawn for choice in field("applicant.relation").choices)
    assert all(len(line) <= 40 for line in drawn.splitlines())


def test_a_class_set_is_wished_by_its_letter_or_by_a_digit() -> None:
    question = field("application.wished_class_set")
    entry = ClassSetEntry(question, question.label, [Choice("А", "1 «А»"), Choice("Ә", "1 «Ә»"), Choice("Б", "1 «Б»")])
    entry.press("3", "3")
    assert entry.text == "Б"
    entry.press("ә", "ә")
    assert entry.text == "Ә"
    entry.press("а", "а")
    assert entry.text == "А"
    entry.press("д", "д")
    assert entry.text == "Д"


def test_a_choice_takes_a_paste_or_says_that_it_is_none() -> None:
    entry = choice_entry("child.sex")
    assert entry.paste("boy\n") is None
    assert entry.text == "male"
    assert entry.paste("cat") is not None
    assert entry.text == "male"


# Drawing


@given(st.text(max_size=60), st.integers(4, 40), st.integers(0, 60))
@settings(max_examples=80)
def test_a_field_in_hand_is_never_wider_than_its_place(text: str, width: int, at: int) -> None:
    from rich.cells import cell_len

    entry = text_entry("child.address")
    entry.paste(text)
    entry.line.move(at)
    [line] = entry.drawn(width, True)
    assert cell_len("".join(part for part, _ in line)) <= width
    assert any(style == "pen" for _, style in line)


def test_wrapping_splits_between_pieces_only() -> None:
    lines = wrapped([("(1) mother", ""), ("(2) father", ""), ("(3) guardian", "")], 24)
    assert text_of(lines) == "(1) mother  (2) father\n(3) guardian"


# The sheet


def entries() -> list[Entry]:
    made: list[Entry] = []
    for question in FIELDS:
        label = question.label
        if question.kind is Kind.YES_NO:
            made.append(YesNoEntry(question, label, YES_NO))
        elif question.kind is Kind.CHOICE:
            made.append(ChoiceEntry(question, label, question.choices))
        elif question.kind is Kind.CLASS_SET:
            made.append(ClassSetEntry(question, label, [Choice("А", "1 «А»")]))
        else:
            made.append(TextEntry(question, label))
    return made


class Host(App[None]):
    """Ten lines that put a sheet on a screen."""

    def __init__(self, sheet: Sheet | None = None) -> None:
        super().__init__()
        self.sheet = sheet or Sheet(entries(), Speaker())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def compose(self) -> ComposeResult:
        yield self.sheet

    def on_mount(self) -> None:
        dress(self)
        self.sheet.focus()


SAMPLE = {Kind.IIN: "210331699903", Kind.DATE: "01042027", Kind.PHONE: "87011234567", Kind.COUNT: "2"}


def answer_to(question: Field) -> str:
    if question.kind in (Kind.CHOICE, Kind.YES_NO, Kind.CLASS_SET):
        return "1"
    return SAMPLE.get(question.kind, f"Ө {question.name[-9:]}")


def keys_for(ending: str) -> list[events.Key]:
    """Every field that asks answered in its turn, as the answers unfold; "" ends only what does not end by itself."""
    keys: list[events.Key] = []
    answers: dict[str, str] = {}
    for question in FIELDS:
        if not still_asks(question, answers):
            continue
        text = answer_to(question)
        answers[question.name] = question.choices[0].value if question.choices else text
        if question.kind is Kind.YES_NO:
            answers[question.name] = "yes"
        keys += [events.Key("space" if letter == " " else letter, letter) for letter in text]
        closed = question.kind in (Kind.CHOICE, Kind.YES_NO, Kind.CLASS_SET)
        # A number is ended where a tick comes right behind it: a digit in its rhythm would be one too many.
        number = question.kind in (Kind.PHONE, Kind.DATE, Kind.IIN)
        if ending or number or not (closed or finished(question, text, answers)):
            keys.append(events.Key(ending or "enter", "\t" if ending == "tab" else "\r"))
    return keys


@pytest.mark.parametrize("ending", ["enter", "tab", ""])
async def test_a_whole_form_typed_ahead_lands_as_if_typed_slowly(ending: str) -> None:
    results = []
    for chunk in (1, 7, 10_000):
        host = Host()
        async with host.run_test(size=(80, 24)) as pilot:
            keys = keys_for(ending)
            while keys:
                for key in keys[:chunk]:
                    host.post_message(key)
                keys = keys[chunk:]
                if random.random() < 0.3:
                    await asyncio.sleep(0)
            await until(pilot, lambda: host.sheet.step is Step.REVIEW)  # noqa: B023
            results.append(host.sheet.answers())
    assert results[0] == results[1] == results[2]
    assert results[0]["child.surname"] == "Ө d.surname"
    assert results[0]["form_052.of_this_child"] == "yes"
    # The same whether a hand ends each field, or only those that do not end by themselves.
    async with Host().run_test(size=(80, 24)) as pilot:
        sheet = pilot.app.sheet  # type: ignore[attr-defined]
        press(sheet, keys_for("enter"))
        assert sheet.answers() == results[0]


async def test_keys_held_back_are_taken_in_their_order() -> None:
    host = Host()
    async with host.run_test(size=(80, 24)) as pilot:
        host.sheet.hold()
        for key in keys_for("enter"):
            host.post_message(key)
        await pilot.pause()
        assert host.sheet.answers() == {}
        host.sheet.let_go()
        assert host.sheet.step is Step.REVIEW
        assert host.sheet.answers()["child.iin"] == "210331699903"


def press(sheet: Sheet, keys: list[events.Key]) -> None:
    for key in keys:
        sheet.take(key)


async def test_a_question_that_is_asked_no_more_keeps_what_was_typed() -> None:
    host = Host()
    async with host.run_test(size=(80, 24)) as pilot:
        sheet = host.sheet
        sheet.lay({"applicant.relation": "guardian", "applicant.basis_number": "№ 5"}, "applicant.relation")
        await pilot.pause()
        assert any("Basis number" in text_of([row.parts]) for row in sheet.rows())
        host.post_message(events.Key("1", "1"))
        await until(pilot, lambda: sheet.entries["applicant.relation"].text == "mother")
        assert not any("Basis number" in text_of([row.parts]) for row in sheet.rows())
        host.post_message(events.Key("up", None))
        host.post_message(events.Key("4", "4"))
        await until(pilot, lambda: any("№ 5" in text_of([row.parts]) for row in sheet.rows()))


async def test_a_sentence_stands_under_a_field_once_it_was_left_and_goes_while_it_is_mended() -> None:
    host = Host()
    async with host.run_test(size=(80, 24)) as pilot:
        sheet = host.sheet
        sheet.show_sayings({"applicant.document_number": [Saying("error", "Nine digits are needed.")]}, lambda _: [])
        assert "Nine digits" not in picture(sheet)
        sheet.to("applicant.document_number")
        assert "· Nine digits are needed." in picture(sheet)
        sheet.go_on()
        assert "! Nine digits are needed." in picture(sheet)
        sheet.to("applicant.document_number")
        host.post_message(events.Key("7", "7"))
        await until(pilot, lambda: "Nine digits" not in picture(sheet))


async def test_the_field_in_hand_is_always_in_sight() -> None:
    host = Host()
    async with host.run_test(size=(60, 8)) as pilot:
        sheet = host.sheet
        for entry in sheet.asked():
            sheet.to(entry.question.name)
            await pilot.pause()
            shown = [sheet.render_line(y).text for y in range(8)]
            assert sum("▸" in line for line in shown) == 1, entry.question.name


def picture(sheet: Sheet) -> str:
    return "\n".join(text_of([row.parts]) for row in sheet.rows())


async def until(pilot: object, true: object) -> None:
    for _ in range(400):
        if true():  # type: ignore[operator]
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")
