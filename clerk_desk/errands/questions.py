"""Questions to a desk, asked without its screens: the class-sets, what waits, whether the trail is whole."""

import argparse

from clerk_desk.config import Config
from clerk_desk.desk import Desk
from clerk_desk.duties import audit, class_sets, today
from clerk_desk.errands.morning import fill_lines, waiting_lines
from clerk_desk.errands.report import Report, answer
from clerk_desk.errands.signing_in import credentials, signed_in
from clerk_desk.language import Speaker
from clerk_desk.ledgers.fill import Fill, LanguageFill
from clerk_desk.objection import error


def run(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    """Sign in, ask, answer; the exit code. A wrong password is a rule's no like any other."""
    ask = {"class-sets": _class_sets, "waiting": _waiting, "verify": _verify}[asked.errand]
    who = credentials(asked, config, speaker)

    def fill(report: Report) -> None:
        with signed_in(who, config, speaker) as desk:
            ask(report, desk)

    return answer(speaker, asked.json, fill)


def _class_sets(report: Report, desk: Desk) -> None:
    fills = desk.ask(class_sets.fills)
    report.words += fill_lines(fills, report.speaker)
    report.facts |= {"languages": [_language(one) for one in fills]}


def _waiting(report: Report, desk: Desk) -> None:
    waiting, now = desk.ask(today.waiting), desk.clock.now()
    report.words += waiting_lines(waiting, report.speaker, now)
    report.facts |= {
        "now": now,
        "waiting": [
            {
                "number": one.number,
                "child": one.child_name,
                "language": one.language,
                "wished_class_set": one.wished,
                "due": one.due_at,
                "target": one.target_at,
                "overdue": one.overdue,
            }
            for one in waiting
        ],
    }


def _verify(report: Report, desk: Desk) -> None:
    chain = desk.ask(audit.verify)
    report.facts |= {"count": chain.count, "head": chain.head, "broken_at": chain.broken_at or None}
    if chain.broken_at:
        report.problems.append(
            error(
                "trail_broken",
                "",
                "The audit trail was changed: line {line} does not fit the one before it. Keep the store as it is "
                "and tell the head of the school.",
                line=chain.broken_at,
            )
        )
        return
    report.words.append(
        report.speaker.several("The trail is whole: {n} line.", "The trail is whole: {n} lines.", chain.count)
    )
    report.say("It ends in {head}.", head=chain.head)


def _language(fill: LanguageFill) -> dict[str, object]:
    return {
        "language": fill.language,
        "seats": fill.seats,
        "taken": fill.taken,
        "waiting": fill.waiting,
        "free": fill.free,
        "class_sets": [_class_set(one) for one in fill.sets],
    }


def _class_set(fill: Fill) -> dict[str, object]:
    return {
        "letter": fill.letter,
        "shift": fill.shift,
        "seats": fill.seats,
        "taken": fill.taken,
        "waiting": fill.waiting,
        "free": fill.free,
        "closed": fill.closed,
    }
