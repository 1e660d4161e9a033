"""What stands beside the form: who is known and like this child, how full the language is, what is missing."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from clerk_desk.objection import Remark, mark
from clerk_desk.rules.form import Step, field
from clerk_desk.rules.similarity import Kind
from screens.intake.likeness_words import kind_said, reasons_said, stage_said, tone_of
from screens.plain import plain
from screens.widgets.field import shorter, wrapped
from screens.widgets.fill_bar import fill_bar
from screens.widgets.sheet import Sheet

if TYPE_CHECKING:
    from clerk_desk.duties.intake import AlreadyApplied, Examination
    from clerk_desk.language import Speaker
    from clerk_desk.ledgers.fill import LanguageFill
    from clerk_desk.ledgers.likenesses import KnownChild

_ALIKE = 3
"""Known children that are shown beside the form; the window of F10 shows them all."""
_MOST = 16
"""Missing things that are listed beside the form; the review lists them all."""


def beside(
    found: "Examination | None", fill: "LanguageFill | None", sheet: Sheet, speaker: "Speaker", width: int
) -> Content:
    """The panel from 110 columns on, `width` cells wide."""
    if found is None or width < 12:
        return Content("")
    parts: list[Content] = []
    if found.already is not None:
        way = _say(speaker, mark("F6 opens it; this draft stays"))
        parts.append(_known(_say(speaker, mark("ALREADY APPLIED")), found.already, "$error", way, speaker, width))
    if sheet.step is Step.CHILD:
        parts.append(_alike(found, sheet, speaker, width))
    if fill is not None:
        parts.append(_fill(fill, speaker, width))
    if sheet.step is not Step.REVIEW:
        parts.append(_missing(found, sheet, speaker, width))
    return Content("\n\n").join(parts)


def in_one_line(found: "Examination | None", fill: "LanguageFill | None", speaker: "Speaker") -> Content:
    """The same in a narrow terminal: the loudest of it."""
    if found is None:
        return Content("")
    if found.already is not None:
        text = mark("! Already applied: № {number}. F6 opens it; this draft stays.")
        return Content.styled(_say(speaker, text, number=found.already.number), "bold $error")
    if pressing := [child for child in found.likenesses if child.kind is not Kind.TWIN]:
        more = len(pressing) - 1
        text = (
            mark("! Like № {number}, and {n} more. F10 compares.") if more else mark("! Like № {number}. F10 compares.")
        )
        return Content.styled(_say(speaker, text, number=pressing[0].number, n=more), "$warning")
    parts = [_say(speaker, mark("a twin? F10"))] if found.likenesses else []
    n = len(found.blockers)
    if n:
        parts.append(plain(speaker.several(mark("{n} thing missing or wrong"), mark("{n} things missing or wrong"), n)))
    else:
        parts.append(_say(speaker, mark("nothing is missing")))
    if fill is not None:
        free = mark("{language}: {taken} + {waiting} of {seats}, {free} free")
        parts.append(_say(speaker, free, **_numbers(fill)))
    return Content.styled("   ".join(parts), "$quiet")


def _known(title: str, known: "AlreadyApplied", tone: str, way: str, speaker: "Speaker", width: int) -> Content:
    lines = [
        Content.styled(shorter(f"№ {known.number}", width), f"bold {tone}"),
        Content(shorter(known.child_name, width)),
        Content.styled(_say(speaker, mark("received {moment}"), moment=known.received_at), "$quiet"),
        Content.styled(way, "$primary"),
    ]
    return _block(title, lines)


def _alike(found: "Examination", sheet: Sheet, speaker: "Speaker", width: int) -> Content:
    """The known children like this one, of this year and the last; and what the IIN alone says."""
    lines: list[Content] = []
    for child in found.likenesses[:_ALIKE]:
        lines += _one_alike(child, speaker, width)
    if found.likenesses:
        more = len(found.likenesses) - _ALIKE
        way = mark("and {n} more: F10 shows all") if more > 0 else mark("F10 shows them side by side")
        lines.append(Content.styled(shorter(_say(speaker, way, n=more), width), "$primary"))
    if found.already is None:
        none = mark("none with this IIN this year") if sheet.entries["child.iin"].text else mark("the IIN will tell")
        lines.append(Content.styled(shorter(_say(speaker, none), width), "$quiet"))
    return _block(_say(speaker, mark("KNOWN CHILDREN LIKE THIS ONE")), lines) if lines else Content("")


def _one_alike(child: "KnownChild", speaker: "Speaker", width: int) -> list[Content]:
    said, reasons = kind_said(child, speaker), reasons_said(child, speaker)
    facts = f"{plain(speaker.date(child.born))}  № {plain(child.number)}  {stage_said(child, speaker)}"
    lines = [
        Content(shorter(plain(child.child_name), width)),
        Content.styled(shorter(facts, width), "$quiet"),
        Content.styled(shorter(said, width), tone_of(child)),
    ]
    rows = wrapped([(word, "") for word in reasons.split()], width, " ") if reasons else []
    lines += [Content.styled("".join(part for part, _ in row), "$quiet") for row in rows]
    return [*lines, Content("")]


def _fill(fill: "LanguageFill", speaker: "Speaker", width: int) -> Content:
    title = _own_name(fill)
    total = _say(speaker, mark("{taken} + {waiting} of {seats}"), **_numbers(fill))
    head = Content.assemble((title, "bold"), " " * max(1, width - cell_len(title) - cell_len(total)), (total, "$quiet"))
    lines = []
    for one in fill.sets:
        name = f"1 «{plain(one.letter)}»"
        full = mark("closed") if one.closed else mark("full") if one.free == 0 else mark("{free} free")
        words = _say(speaker, full, free=one.free)
        bar = fill_bar(one.taken, one.waiting, one.seats, max(4, width - cell_len(name) - 11))
        lines.append(Content.assemble(name, " ", bar, " ", (words, "$quiet")))
    return Content("\n").join([head, *lines])


def _missing(found: "Examination", sheet: Sheet, speaker: "Speaker", width: int) -> Content:
    """What this step lacks by name; of the other steps, whose fields bear the same names, only how much."""
    title = _say(speaker, mark("STILL MISSING"))
    if not found.blockers:
        nothing = Content.styled(_say(speaker, mark("nothing: PgDn leads to the review")), "$success")
        return _block(title, [nothing])
    here = [remark for remark in found.blockers if _step(remark) is sheet.step]
    lines = [Content(shorter(sheet.entries[remark.field].label, width)) for remark in here[:_MOST]]
    if len(here) > _MOST:
        lines.append(Content.styled(_say(speaker, mark("… and {n} more"), n=len(here) - _MOST), "$quiet"))
    if not here:
        lines.append(Content.styled(_say(speaker, mark("nothing in this step")), "$success"))
    if elsewhere := len(found.blockers) - len(here):
        lines.append(Content.styled(_say(speaker, mark("in the other steps: {n}"), n=elsewhere), "$quiet"))
    return _block(title, lines)


def _step(remark: Remark) -> Step:
    return field(remark.field).step if remark.field else Step.REVIEW


def _block(title: str, lines: list[Content]) -> Content:
    return Content("\n").join([Content.styled(title, "bold"), *lines])


def _own_name(fill: "LanguageFill") -> str:
    """The language under its own name, as the form offers it."""
    choices = field("application.language").choices
    return next((choice.label for choice in choices if choice.value == fill.language), str(fill.language))


def _numbers(fill: "LanguageFill") -> dict[str, object]:
    return {
        "language": _own_name(fill),
        "taken": fill.taken,
        "waiting": fill.waiting,
        "seats": fill.seats,
        "free": fill.free,
    }


def _say(speaker: "Speaker", text: str, **facts: object) -> str:
    return plain(speaker.say(text, **facts))
