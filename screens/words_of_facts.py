"""The facts of an act as a clerk reads them: each in a few words, what changed from old to new."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from clerk_desk.language import Speaker
from clerk_desk.objection import mark
from clerk_desk.rules import form, iin, outages
from data.vocabulary import EventKind, Stage
from screens.plain import plain
from screens.words import DAYS, NOTICED, ROLES, STAGES, answer_words, field_label

_FACTS: Mapping[str, str] = {
    "class_set": mark("1 «{value}»"),
    "reason": mark("“{value}”"),
    "reasons": mark("“{value}”"),
    "found": mark("“{value}”"),
    "note": mark("“{value}”"),
    "began": mark("since {value}"),
    "ended": mark("till {value}"),
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
    "folders": mark("folders: {value}"),
    "photo_pairs": mark("photo pairs: {value}"),
    "differences": mark("explained: “{value}”"),
    "outcome": "{value}",
    "file": "{value}",
    "children": mark("{value} children"),
    "applications": mark("{value} applications"),
    "answer_taken_back": mark("its answer is not entered there"),
    "portal_number": mark("number there {value}"),
    "left_out": mark("left out: {value}"),
    "taken_in": mark("{value} taken in"),
    "known": mark("{value} known already"),
    "conflicts": mark("{value} in conflict"),
    "unreadable": mark("{value} not to be read"),
}
"""How a fact of an act is said; one that is not here is said as it is."""

_UNSAID = frozenset(
    {"changed", "number", "staff_id", "following", "before", "finding", "held_before", "old", "new", "list"}
) | {
    *("sha256", "replaced", "width", "height"),
    *("bytes", "head", "goes_on"),
    "outage_id",
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
_BARE |= {"portal", "noticed"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


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
    if name == "portal":
        return {str(one): words for one, words in outages.NAMES.items()}.get(text, plain(text))
    if name == "noticed":
        return plain(speaker.say({str(one): words for one, words in NOTICED.items()}.get(text, text)))
    if name == "measured_wrong":
        return plain(speaker.say(_MEASURED.get(text, text)))
    if name == "outcome":
        return plain(speaker.say(STAGES.get(Stage(text), text) if text in list(Stage) else text))
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
