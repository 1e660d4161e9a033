"""The talk in which an application is answered: which class-set, or on which grounds not; seen before it is done."""

from collections.abc import Sequence

from textual.content import Content

from clerk_desk.desk import new_act
from clerk_desk.duties import decisions, photos
from clerk_desk.duties.decisions import GroundState, Options, Seat
from clerk_desk.duties.register import Record
from clerk_desk.objection import mark
from clerk_desk.rules.form import language_name
from data.vocabulary import Ground
from screens.intake.picturing import real_picture
from screens.record_picture import Answering
from screens.record_seats import left_words
from screens.talking import TalkingScreen
from screens.widgets.fill_bar import fill_bar
from screens.widgets.ways import Way
from screens.windows import AskText, Confirm, Tick

REFUSE = 0
"""What stands for refusing among the class-sets' ids."""

_BAR = 16


async def answer(room: TalkingScreen, record: Record) -> bool:
    """Talk the answer over until it is given (True) or left (False)."""
    told = ""
    child = await room.ask(photos.of_application, record.application_id)
    while True:
        options = await room.ask(decisions.options, record.application_id)
        if options is None:
            return False
        key = new_act()
        ways = seat_ways(room, options.seats, mark("accept into 1 «{letter}»"))
        ways.append(Way(REFUSE, room.say(mark("refuse …")), digit=9))
        title = room.say(mark("Answer to № {number}, {child}"), number=options.number, child=options.child_name)
        real = await real_picture(room, child)
        window = Answering(title, ways, wishes(room, record), told=told, station=room.station, picture=child, real=real)
        chosen = await room.window(window)
        if chosen is None:
            return False
        if chosen == REFUSE:
            if await refuse(room, record, options):
                return True
            told = ""
            continue
        seat = next(one for one in options.seats if one.fill.class_set_id == chosen)
        if not await room.window(Confirm(room.say(mark("Accept?")), acceptance(room, options, seat, record))):
            told = ""
            continue
        done, told = await room.heard(room.do(decisions.accept, record.application_id, chosen, key=key))
        if done is not None:
            room.tell(
                room.say(
                    mark("№ {number} is accepted into 1 «{letter}». F7 prints the notice."),
                    number=done.number,
                    letter=done.class_set,
                )
            )
            return True
        if not told:
            return False


def wishes(room: TalkingScreen, record: Record) -> str:
    """What the family wishes, as one sentence."""
    language = language_name(record.answers.get("application.language", ""))
    if record.wished:
        return room.say(mark("The family wishes {language}, 1 «{letter}»."), language=language, letter=record.wished)
    return room.say(mark("The family wishes {language}, any class-set."), language=language)


def seat_ways(room: TalkingScreen, seats: Sequence[Seat], label: str, without: int | None = None) -> list[Way[int]]:
    """The class-sets as ways, the wished language first; the others are marked with their language."""
    ordered = sorted(seats, key=lambda one: not one.wished_language)
    return [_seat_way(room, seat, label) for seat in ordered if seat.fill.class_set_id != without]


def _seat_way(room: TalkingScreen, seat: Seat, label: str) -> Way[int]:
    fill = seat.fill
    words = room.say(label, letter=fill.letter)
    left, tone = left_words(fill, room.station.speaker)
    notes = [room.say(mark("wished"))] if seat.wished else []
    if not seat.wished_language:
        notes.append(language_name(fill.language))
    bar = fill_bar(fill.taken, fill.waiting, fill.seats, _BAR)
    note = ("  " + ", ".join(notes) if notes else "", "$primary" if seat.wished else "$quiet")
    shown = Content.assemble((f"{words:<26}", ""), bar, "  ", (f"{left:<8}", tone), note)
    why = (
        mark("Closed: nobody more is accepted into it.")
        if fill.closed
        else mark("Full: {taken} of {seats} are accepted.")
    )
    why_not = room.say(why, taken=fill.taken, seats=fill.seats)
    return Way(fill.class_set_id, words, fill.free > 0, why_not, shown=shown)


def acceptance(room: TalkingScreen, options: Options, seat: Seat, record: Record) -> str:
    """What accepting will do, in sentences, one a line."""
    fill = seat.fill
    lines = [
        room.say(
            mark("{child} is accepted into 1 «{letter}» ({language})."),
            child=options.child_name,
            letter=fill.letter,
            language=language_name(fill.language),
        ),
        room.say(mark("{taken} of its {seats} seats are taken then."), taken=fill.taken + 1, seats=fill.seats),
    ]
    if not seat.wished_language or (record.wished and not seat.wished):
        lines.append(wishes(room, record))
    return "\n".join(lines)


# The refusal


async def refuse(room: TalkingScreen, record: Record, options: Options) -> bool:
    """Grounds, reasons, a look at the whole; Esc goes one step back with everything kept."""
    grounds: tuple[Ground, ...] = ()
    reasons, told, key = "", "", new_act()
    while True:
        ticked = await room.window(grounds_window(room, options, grounds))
        if ticked is None:
            return False
        grounds = ticked
        while True:
            asked = reasons_window(room, grounds, reasons, told)
            answer = await room.window(asked)
            if answer is None:
                reasons, told = asked.written.get("text", reasons), ""
                break
            reasons, told = answer, ""
            if not await room.window(Confirm(room.say(mark("Refuse?")), refusal(room, options, grounds, reasons))):
                continue
            done, told = await room.heard(room.do(decisions.refuse, record.application_id, grounds, reasons, key=key))
            if done is not None:
                room.tell(room.say(mark("№ {number} is refused. F7 prints the reasoned refusal."), number=done.number))
                return True


def grounds_window(room: TalkingScreen, options: Options, ticked: tuple[Ground, ...]) -> Tick[Ground]:
    """The grounds in the statute's words; only what the records prove can be ticked."""
    proven = [state for state in options.grounds if state.proven]
    nothing = mark("Nothing is ticked. Space or the digit ticks a ground.")
    if not proven:
        nothing = mark("The records prove no ground, so there can be no refusal. Each ground says why not.")
    title = room.say(mark("Refuse № {number}: on which ground?"), number=options.number)
    return Tick(title, [_ground_way(room, one) for one in options.grounds], nothing=room.say(nothing), ticked=ticked)


def _ground_way(room: TalkingScreen, state: GroundState) -> Way[Ground]:
    kk, *own = statute(room, state)
    why_not = room.message(state.why_not) if state.why_not is not None else ""
    proof = [room.say(mark("Proven: {fact}"), fact=fact) for fact in state.facts] if state.proven else []
    return Way(
        state.ground, f"{state.ground} {kk}", state.proven, why_not, under="\n".join(own), proof="\n".join(proof)
    )


def statute(room: TalkingScreen, state: GroundState) -> list[str]:
    """A ground in the statute's words: in Kazakh, and in the clerk's language if that is another."""
    own = {"ru": state.ru, "en": state.en}.get(room.station.speaker.language)
    return [state.kk] if own is None else [state.kk, own]


def reasons_window(room: TalkingScreen, grounds: tuple[Ground, ...], reasons: str, told: str) -> AskText:
    """The clerk's own words for the family."""
    title = room.say(mark("Refuse on {grounds}: the reasons in words"), grounds=", ".join(grounds))
    explain = room.say(mark("The family reads them: what is wrong, and what they can do about it."))
    label = room.say(mark("Reasons"))
    return AskText(title, label, explain, preset=reasons, told=told, longest=2000, high=5)


def refusal(room: TalkingScreen, options: Options, grounds: tuple[Ground, ...], reasons: str) -> str:
    """What refusing will say and do, as the family is told it."""
    lines = [room.say(mark("{child}, № {number}, is refused."), child=options.child_name, number=options.number), ""]
    for state in options.grounds:
        if state.ground in grounds:
            lines.extend(f"{state.ground} {text}" if at == 0 else text for at, text in enumerate(statute(room, state)))
            lines.extend("· " + room.message(fact) for fact in state.facts)
            lines.append("")
    return "\n".join([*lines, room.say(mark("Reasons: {reasons}"), reasons=reasons)])
