"""The head of a record: whose it is, how far it has come, and until when the family must hear."""

from textual.content import Content

from clerk_desk.duties.register import Record
from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from data.vocabulary import Stage
from screens.plain import plain
from screens.station import Station
from screens.words import STAGES

_TONES = {Stage.RECEIVED: "$warning", Stage.ACCEPTED: "$success", Stage.REFUSED: "$error", Stage.WITHDRAWN: "$quiet"}


def head_of(record: Record, station: Station, width: int) -> Content:
    """Three lines: name and number; stage and due moment; when and by whom received."""
    speaker = station.speaker
    number = f"№ {record.number}"
    name = Content(plain(record.child_name)).truncate(max(8, width - len(number) - 2), ellipsis=True)
    gap = " " * max(1, width - name.cell_length - len(number))
    first = Content.assemble(name.stylize("bold"), gap, (number, "bold"))
    second = Content.assemble(_stage(record, speaker), *_due(record, station))
    received = plain(speaker.say(mark("received {moment}, {name}"), moment=record.received_at, name=record.received_by))
    return Content("\n").join([first, second, Content.styled(received, "$quiet")])


def _stage(record: Record, speaker: Speaker) -> Content:
    words = plain(speaker.say(STAGES[record.stage]))
    if record.stage is Stage.RECEIVED:
        words = plain(speaker.say(mark("waits for its answer")))
    if record.stage is Stage.ACCEPTED and record.class_set:
        words = plain(speaker.say(mark("accepted into 1 «{letter}»"), letter=record.class_set))
    if record.stage is Stage.REFUSED:
        words = f"{words}: {', '.join(record.grounds)}"
    if not record.current:
        closed = plain(speaker.say(mark("intake of {year}, to be read only"), year=record.year))
        words = f"{words} · {closed}"
    return Content.styled(words, f"bold {_TONES[record.stage]}")


def _due(record: Record, station: Station) -> list[Content]:
    """The exact moment with the relative one beside it, while an answer is owed; overdue loudly."""
    if record.stage is not Stage.RECEIVED:
        return []
    speaker, now = station.speaker, station.now()
    exact, relative = plain(speaker.moment(record.due_at)), plain(speaker.due(record.due_at, now))
    if record.due_at < now:
        late = plain(speaker.say(mark("! OVERDUE since {exact}, {relative}"), exact=exact, relative=relative))
        return [Content("  "), Content.styled(late, "bold $error")]
    due = plain(speaker.say(mark("answer due {exact}"), exact=exact))
    return [Content("  " + due), Content.styled(f" · {relative}", "$quiet")]
