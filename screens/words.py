"""The words that a clerk reads for what the store keeps as a word: stages, acts, grounds, days, and their facts."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from clerk_desk.language import Speaker
from clerk_desk.ledgers.proofs import PAPERS
from clerk_desk.objection import mark
from clerk_desk.rules import form, iin
from data.vocabulary import DayKind, EventKind, Ground, Role, Stage
from screens.plain import plain

STAGES: Mapping[Stage, str] = {
    Stage.RECEIVED: mark("waiting"),
    Stage.ACCEPTED: mark("accepted"),
    Stage.REFUSED: mark("refused"),
    Stage.WITHDRAWN: mark("withdrawn"),
}

ROLES: Mapping[Role, str] = {Role.CLERK: mark("clerk"), Role.ADMINISTRATOR: mark("administrator")}

DAYS: Mapping[DayKind, str] = {DayKind.OFF: mark("day off"), DayKind.WORKING: mark("working day")}

GROUNDS: Mapping[Ground, str] = {
    Ground.UNRELIABLE: mark("documents or data are unreliable"),
    Ground.NONCONFORMING: mark("documents do not conform"),
    Ground.OVERFULL: mark("the class-sets are overfull"),
}
"""The grounds in brief, for lists; where a refusal is made or told the statute's own words stand."""

EVENTS: Mapping[EventKind, str] = {
    EventKind.DESK_SET_UP: mark("desk set up"),
    EventKind.SIGNED_IN: mark("signed in"),
    EventKind.LOCKED: mark("desk locked"),
    EventKind.UNLOCKED: mark("desk unlocked"),
    EventKind.SIGNED_OUT: mark("signed out"),
    EventKind.STAFF_APPOINTED: mark("person appointed"),
    EventKind.STAFF_DISMISSED: mark("person dismissed"),
    EventKind.PASSWORD_RESET: mark("new password given"),
    EventKind.PASSWORD_CHANGED: mark("own password changed"),
    EventKind.PASSWORD_RECOVERED: mark("password recovered"),
    EventKind.LANGUAGE_CHOSEN: mark("language chosen"),
    EventKind.CLASS_SET_OPENED: mark("class-set opened"),
    EventKind.CLASS_SET_RESIZED: mark("seats changed"),
    EventKind.CLASS_SET_CLOSED: mark("class-set closed"),
    EventKind.CLASS_SET_REOPENED: mark("class-set opened again"),
    EventKind.DAY_SET: mark("office's day set"),
    EventKind.DAY_CLEARED: mark("office's day taken back"),
    EventKind.SCHOOL_CORRECTED: mark("school's data corrected"),
    EventKind.DRAFT_OPENED: mark("intake begun"),
    EventKind.DRAFT_TAKEN_UP: mark("draft taken up"),
    EventKind.DRAFT_HANDED_BACK: mark("papers handed back"),
    EventKind.DRAFT_DISCARDED: mark("draft put away"),
    EventKind.DRAFT_RESTORED: mark("draft brought back"),
    EventKind.PICTURE_ATTACHED: mark("picture attached"),
    EventKind.PICTURE_REMOVED: mark("picture taken away"),
    EventKind.TOLD_APART: mark("not the same child"),
    EventKind.TOLD_APART_NO_MORE: mark("perhaps the same child after all"),
    EventKind.APPLICATION_RECEIVED: mark("received"),
    EventKind.WINDOW_OVERRIDDEN: mark("received outside the window"),
    EventKind.RECORD_OPENED: mark("record opened"),
    EventKind.FIELD_CORRECTED: mark("corrected"),
    EventKind.FINDING_RECORDED: mark("finding recorded"),
    EventKind.FINDING_CLEARED: mark("finding cleared"),
    EventKind.ACCEPTED: mark("accepted"),
    EventKind.REFUSED: mark("refused"),
    EventKind.MOVED: mark("moved"),
    EventKind.WITHDRAWN: mark("withdrawn"),
    EventKind.REOPENED: mark("reopened"),
    EventKind.AUDIT_OPENED: mark("audit opened"),
    EventKind.BACKED_UP: mark("backup made"),
    EventKind.RESTORE_DRILLED: mark("restoring practised"),
    EventKind.RESTORED: mark("restored from a backup"),
}

_FACTS: Mapping[str, str] = {
    "class_set": mark("1 «{value}»"),
    "reason": mark("“{value}”"),
    "reasons": mark("“{value}”"),
    "found": mark("“{value}”"),
    "seats": mark("{value} seats"),
    "taken": mark("{value} taken"),
    "shift": mark("shift {value}"),
    "missed": mark("wrong passwords before: {value}"),
    "due": mark("answer due {value}"),
    "old_due": mark("was due {value}"),
    "new_due": mark("answer due {value}"),
    "arrived": mark("arrived {value}"),
    "wished_language": mark("wished {value}"),
    "lacks": mark("lacks {value}"),
    "passed_over": mark("passed over: {value}"),
    "told_apart": mark("not the child of № {value}"),
    "measured_wrong": mark("to look at: {value}"),
    "backup": "{value}",
    "lines": mark("{value} lines of the trail"),
}
"""How a fact of an act is said; one that is not here is said as it is."""

_UNSAID = frozenset(
    {"changed", "number", "staff_id", "following", "before", "finding", "held_before", "old", "new"}
) | {
    *("sha256", "replaced", "width", "height"),
    *("bytes", "head", "goes_on"),
}
_MEASURED: Mapping[str, str] = {
    "upright": mark("upright"),
    "ratio": mark("proportions"),
    "size": mark("size"),
    "pixels": mark("pixels"),
    "sharpness": mark("sharpness"),
    "exposure": mark("light"),
    "contrast": mark("contrast"),
    "background": mark("background"),
    "colour": mark("colour"),
    "faces": mark("faces"),
    "head": mark("size of the head"),
    "centre": mark("the middle"),
}
"""What was measured of a picture, by the check's code."""
_LETTERS = frozenset({EventKind.MOVED})
_BARE = frozenset({"field", "subject", "login", "full_name", "role", "language", "kind", "date", "ground", "grounds"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def answer_words(name: str, text: str, speaker: Speaker) -> str:
    """An answer of the form as it is read: a choice in words, an IIN in groups, "—" for none."""
    question = form.field(name)
    if not text:
        return "—"
    if question.kind is form.Kind.IIN:
        return iin_groups(text)
    choices = form.YES_NO if question.kind is form.Kind.YES_NO else question.choices
    for choice in choices:
        if choice.value == text:
            return plain(speaker.say(choice.label))
    return plain(text)


def field_label(name: str, speaker: Speaker) -> str:
    """What a field or a paper of the form is called; words that are no name of one stay as they are."""
    if name in PAPERS:
        return plain(speaker.say(PAPERS[name]))
    try:
        question = form.field(name)
    except KeyError:
        return plain(name)
    group = _GROUPS.get(name.split(".")[0], "")
    label = plain(speaker.say(question.label))
    return f"{plain(speaker.say(group))}, {label}" if group else label


_GROUPS = {
    "applicant": mark("Applicant"),
    "child": mark("Child"),
    "application": mark("Application"),
    "photos": mark("Photos"),
    "form_065": "065/у",
    "form_052": "052-2/у",
}
"""What the first part of a field's name stands for, so that "Signed" tells of which paper."""


def iin_groups(number: str) -> str:
    """Twelve digits in groups of three; anything else as it is."""
    return plain(iin.group(number)) if iin.is_twelve_digits(number) else plain(number)


def facts_said(event: EventKind, facts: Mapping[str, object], speaker: Speaker, *, masked: bool = False) -> list[str]:
    """The facts of an act, each as a few words. `masked` hides most of an IIN, as in lists."""
    said: list[str] = []
    changed = facts.get("changed")
    if isinstance(changed, Mapping):
        said.extend(_change(str(name), pair, speaker, masked) for name, pair in changed.items())
    if "old" in facts and "new" in facts:
        form_of = "1 «{}»" if event in _LETTERS else "{}"
        old, new = (form_of.format(_value("language", facts[at], speaker)) for at in ("old", "new"))
        said.append(f"{old} → {new}")
    for name, value in facts.items():
        if name in _UNSAID or value in (None, "", [], {}) or (name == "field" and changed):
            continue
        if name == "wished_language" and value == facts.get("language"):
            continue
        text = "{value}" if name in _BARE else _FACTS.get(name, name.replace("_", " ") + ": {value}")
        said.append(plain(speaker.say(text, value=_value(name, value, speaker))))
    return said


def _change(name: str, pair: object, speaker: Speaker, masked: bool) -> str:
    if not isinstance(pair, Mapping):
        return field_label(name, speaker)
    old, new = (_shown(name, str(pair.get(at, "")), speaker, masked) for at in ("old", "new"))
    return f"{field_label(name, speaker)}: {old} → {new}"


def _shown(name: str, text: str, speaker: Speaker, masked: bool) -> str:
    try:
        form.field(name)
    except KeyError:
        return plain(text) or "—"
    if masked and name.endswith(".iin") and text:
        return iin.mask(text)
    return answer_words(name, text, speaker)


def _value(name: str, value: object, speaker: Speaker) -> str:
    if isinstance(value, Mapping):
        return _pairs(value, speaker)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_value(name, one, speaker) for one in value)
    text = str(value)
    if name in ("field", "subject"):
        return field_label(text, speaker)
    if name == "measured_wrong":
        return plain(speaker.say(_MEASURED.get(text, text)))
    if name in ("language", "wished_language"):
        return form.language_name(text)
    for words in (ROLES, DAYS):
        for word, label in words.items():
            if text == word and name in ("role", "kind"):
                return plain(speaker.say(label))
    if _MOMENT.match(text):
        return _moment(text, speaker)
    if _DATE.fullmatch(text):
        return speaker.date(dt.date.fromisoformat(text))
    return plain(text)


def _pairs(value: Mapping[str, object], speaker: Speaker) -> str:
    """A fact of several parts: a field that was passed over, what changed from old to new, else name and value."""
    if "field" in value:
        return _value("field", value["field"] or value.get("code", ""), speaker)
    if "old" in value and "new" in value:
        of = f"{plain(value['number'])}: " if "number" in value else ""
        return f"{of}{_value('', value['old'], speaker)} → {_value('', value['new'], speaker)}"
    return ", ".join(f"{plain(key)}: {_value(str(key), one, speaker)}" for key, one in value.items())


def _moment(text: str, speaker: Speaker) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return plain(text)
    return speaker.moment(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
