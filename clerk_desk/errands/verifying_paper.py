"""Is this paper ours: asked by the code that is printed on it, and what stands on it. Who asks signs in."""

import argparse

from clerk_desk.config import Config
from clerk_desk.desk import Desk, new_act
from clerk_desk.duties import papers
from clerk_desk.duties.papers import PaperCard, Recognised
from clerk_desk.errands.report import Report, answer
from clerk_desk.errands.signing_in import credentials, signed_in
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, Remark, Severity, error
from clerk_desk.rules.papers import as_lines


def run(asked: argparse.Namespace, config: Config, speaker: Speaker) -> int:
    """Sign in, look the code up, tell; the exit code. A code that is not ours is a rule's no."""
    who = credentials(asked, config, speaker)

    def fill(report: Report) -> None:
        with signed_in(who, config, speaker) as desk:
            _verify(report, desk, asked.code)

    return answer(speaker, asked.json, fill)


def _verify(report: Report, desk: Desk, code: str) -> None:
    found = desk.ask(papers.recognise, code)
    report.facts |= {"code": found.code, "ours": found.card is not None, "whole": found.whole}
    if found.card is None:
        text = "This is no paper of this desk: none has the code {written}. Compare it sign by sign."
        report.problems.append(error("not_ours", "", text, written=found.code))
        return
    if not found.whole:
        text = "The store has this paper otherwise than it was issued. Keep the store as it is and tell the head."
        report.problems.append(error("paper_changed", "", text))
    _which(report, found, found.card)
    # Who looked at what stands on it is written down, as when a record is opened.
    read = desk.do(new_act(), papers.read_out, found.card.paper_id)
    report.facts["content"] = read.content
    languages = found.card.languages
    language = report.speaker.language if report.speaker.language in languages else languages[0]
    report.words += ["", *as_lines(read.content, language)]


def _which(report: Report, found: Recognised, card: PaperCard) -> None:
    """Which paper it is, whether it is a copy, and whether it is still true."""
    kind = Message(card.title)
    report.say("Ours: {kind}, {concerns}, code {code}.", kind=kind, concerns=card.concerns, code=card.code)
    report.say("Made {moment} by {name}.", moment=card.issued_at, name=card.issued_by)
    if found.copy_of:
        report.say("It is copy {n} of {code}.", n=card.copy_number, code=found.copy_of)
    if card.printed_at is None:
        report.say("Nobody has said that it came out of the printer.")
    if card.since is not None:
        report.problems.append(Remark(Severity.WARNING, "superseded", "", card.since))
    report.facts |= {
        "kind": card.kind,
        "concerns": card.concerns,
        "languages": card.languages,
        "issued_at": card.issued_at,
        "issued_by": card.issued_by,
        "printed_at": card.printed_at,
        "copy_number": card.copy_number,
        "copy_of": found.copy_of or None,
        "since": card.since,
    }
