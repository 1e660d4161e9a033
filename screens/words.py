"""The words that a clerk reads for what the store keeps as a word: stages, acts, grounds, days, answers."""

from collections.abc import Mapping

from clerk_desk.language import Speaker
from clerk_desk.ledgers.proofs import PAPERS
from clerk_desk.objection import mark
from clerk_desk.rules import form, iin
from data.vocabulary import DayKind, EventKind, Ground, Noticed, Role, Stage
from screens.plain import plain

STAGES: Mapping[Stage, str] = {
    Stage.RECEIVED: mark("waiting"),
    Stage.ACCEPTED: mark("accepted"),
    Stage.REFUSED: mark("refused"),
    Stage.WITHDRAWN: mark("withdrawn"),
}

ROLES: Mapping[Role, str] = {Role.CLERK: mark("clerk"), Role.ADMINISTRATOR: mark("administrator")}

DAYS: Mapping[DayKind, str] = {DayKind.OFF: mark("day off"), DayKind.WORKING: mark("working day")}

NOTICED: Mapping[Noticed, str] = {
    Noticed.SEEN: mark("seen here"),
    Noticed.TOLD: mark("told by a family"),
    Noticed.LOOKED: mark("the desk looked"),
}
"""How it was noticed that a portal fails."""

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
    EventKind.PAPER_ISSUED: mark("paper made"),
    EventKind.PAPER_PRINTED: mark("paper came out"),
    EventKind.FAMILY_TOLD: mark("family told"),
    EventKind.FAMILY_NOT_TOLD: mark("family not told after all"),
    EventKind.ANSWER_APPROVED: mark("answer approved"),
    EventKind.DAY_CLOSED: mark("day closed"),
    EventKind.EXPORTED: mark("package exported"),
    EventKind.EXPORT_KEY_SET: mark("key for packages set"),
    EventKind.ORDER_DRAFTED: mark("enrolment order drafted"),
    EventKind.OUTAGE_BEGUN: mark("portal fails"),
    EventKind.OUTAGE_ENDED: mark("portal answers again"),
    EventKind.LIST_LOADED: mark("portal's list taken in"),
    EventKind.PORTAL_KEYED: mark("keyed into the portal"),
    EventKind.PORTAL_UNKEYED: mark("not keyed into the portal after all"),
    EventKind.PORTAL_ANSWERED: mark("answer given on the portal"),
    EventKind.CATCH_UP_SAVED: mark("catch-up sheet saved as a file"),
    EventKind.BACKED_UP: mark("backup made"),
    EventKind.RESTORE_DRILLED: mark("restoring practised"),
    EventKind.RESTORED: mark("restored from a backup"),
}


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
