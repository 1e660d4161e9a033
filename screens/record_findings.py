"""What is put right in an application: a finding is recorded or cleared, a field is corrected."""

from clerk_desk.desk import new_act
from clerk_desk.duties import findings, register
from clerk_desk.duties.register import Record
from clerk_desk.objection import mark
from clerk_desk.rules import form
from data.vocabulary import Ground
from screens.record_fields import choose_field
from screens.record_paper import ground_texts
from screens.talking import TalkingScreen
from screens.widgets.slip import Question
from screens.widgets.ways import Way
from screens.windows import Choose
from screens.words import answer_words, field_label


def open_findings(record: Record) -> list[register.FindingCard]:
    """The findings that stand."""
    return [one for one in record.findings if one.cleared_at is None]


async def record_finding(room: TalkingScreen, record: Record) -> bool:
    """Something is wrong with a document or a datum: ground, what it is about, what was found."""
    grounds = room.station.desk.law.grounds
    ways: list[Way[Ground]] = []
    for one in (Ground.UNRELIABLE, Ground.NONCONFORMING):
        kk, *own = ground_texts(grounds[one], room.station.speaker)
        ways.append(Way(one, f"{one} {kk}", under="\n".join(own)))
    ground = await room.window(Choose(room.say(mark("Record a finding: what is wrong?")), ways, broad=True))
    if ground is None:
        return False
    name = await choose_field(
        room, record, room.say(mark("Finding {ground}: what is it about?"), ground=ground), whole=True
    )
    if name is None:
        return False
    key = new_act()
    subject = field_label(name, room.station.speaker)
    answer = record.answers.get(name)
    says = answer_words(name, answer, room.station.speaker) if answer is not None else ""
    explain = room.say(mark("The record says: {answer}"), answer=says) if says else ""

    async def act(found: str) -> int | None:
        return await room.do(findings.record_finding, record.application_id, ground, name, found, key=key)

    title = room.say(mark("Finding {ground}: {subject}"), ground=ground, subject=subject)
    done = await room.reasoned(title, room.say(mark("What was found")), act, explain, longest=1000)
    if done is None:
        return False
    room.tell(room.say(mark("The finding is recorded.")))
    return True


async def clear_finding(room: TalkingScreen, record: Record) -> bool:
    """A finding no longer stands."""
    speaker = room.station.speaker
    ways = [
        Way(one.id, f"{one.ground} {field_label(one.subject, speaker)}", under=f"“{one.found}”")
        for one in open_findings(record)
    ]
    chosen = await room.window(Choose(room.say(mark("Which finding no longer stands?")), ways))
    if chosen is None:
        return False
    key = new_act()

    async def act(reason: str) -> int | None:
        return await room.do(findings.clear_finding, chosen, reason, key=key)

    found = next(one.found for one in record.findings if one.id == chosen)
    explain = room.say(mark("Found was: {found}"), found=found)
    label = room.say(mark("Why it no longer stands"))
    done = await room.reasoned(room.say(mark("Clear the finding")), label, act, explain)
    if done is None:
        return False
    room.tell(room.say(mark("The finding is cleared; it stays readable.")))
    return True


async def correct(room: TalkingScreen, record: Record) -> bool:
    """One field is put right; the old stays in the timeline."""
    name = await choose_field(room, record, room.say(mark("Correct № {number}: which field?"), number=record.number))
    if name is None:
        return False
    question, speaker = form.field(name), room.station.speaker
    old, key = record.answers.get(name, ""), new_act()
    title = room.say(mark("Correct: {label}"), label=field_label(name, speaker))
    explain = room.say(mark("Now: {answer}"), answer=answer_words(name, old, speaker))
    reason = Question("reason", room.say(mark("Reason")), longest=300)
    choices = form.YES_NO if question.kind is form.Kind.YES_NO else question.choices
    new: str | None = None
    if choices:
        ways = [
            Way(one.value, room.say(one.label), one.value != old, room.say(mark("The record says so already.")))
            for one in choices
        ]
        new = await room.window(Choose(title, ways, explain))
        if new is None:
            return False
        explain = f"{explain}\n{room.say(mark('Then: {answer}'), answer=answer_words(name, new, speaker))}"
    new_text = Question(
        "new", room.say(mark("Correct is")), old, required=False, kind=question.kind, longest=question.longest
    )

    async def act(answers: dict[str, str]) -> Record | None:
        text = new if new is not None else answers["new"]
        return await room.do(register.correct, record.application_id, name, text, answers["reason"], key=key)

    questions = [reason] if new is not None else [new_text, reason]
    done = await room.filled_in(title, questions, act, explain)
    if done is None:
        return False
    room.tell(room.say(mark("Corrected; the old entry stays in the timeline.")))
    return True
