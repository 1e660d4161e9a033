"""The machine-readable zone of a document, checked from its lines: what the desk would read from a scan of it."""

import argparse
import sys

from clerk_desk.clock import MachineClock, local
from clerk_desk.errands.report import Report, answer
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, error, mark
from clerk_desk.rules import choices, documents, iin
from clerk_desk.rules.mrz import Zone, read_zone
from data.vocabulary import Sex

LONGEST = 4096
"""Characters that are read at most: a zone has 90."""

_SEXES = {Sex.FEMALE: mark("girl or woman"), Sex.MALE: mark("boy or man")}
_DOCUMENTS = {choice.value: choice.label for choice in choices.DOCUMENTS}


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Answer `check mrz` about the lines on standard input: 1 if they are no zone or a check digit does not fit."""
    if hasattr(sys.stdin, "reconfigure"):  # what a scanner typed under a Kazakh layout, on a machine that knows none
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    lines = sys.stdin.read(LONGEST)
    return answer(speaker, asked.json, lambda report: _zone(report, lines))


def _zone(report: Report, lines: str) -> None:
    today = local(MachineClock().now()).date()
    zone = read_zone(lines, today)
    names = ("document", "issuer", "number", "iin", "born", "sex", "valid_until", "surname", "given_names")
    report.facts |= {"size": zone.kind if zone is not None else None}
    report.facts |= {name: getattr(zone, name, None) for name in names}
    if zone is None:
        text = "This is no zone of a document: give its 3 lines of 30 or 2 lines of 44 characters."
        report.problems.append(error("no_zone", "", text))
    elif isinstance(zone, Zone):
        report.problems += zone.remarks
        if zone.valid_until is not None:
            report.problems += documents.validity_remarks(zone.document, zone.valid_until, today)
        _tell(report, zone)
    else:
        for part in zone.said():
            report.problems.append(error("zone_check_digit", "", "Misread: {part} does not fit.", part=part))


def _tell(report: Report, zone: Zone) -> None:
    report.say("All check digits fit.")
    kind = Message(_DOCUMENTS[zone.document])
    report.say("{kind} {number}, issued by {issuer}.", kind=kind, number=zone.number, issuer=zone.issuer)
    if zone.valid_until is not None:
        report.say("Valid until {date}.", date=zone.valid_until)
    report.say("{surname}, {given_names}", surname=zone.surname, given_names=zone.given_names)
    if zone.iin is not None:
        report.say("IIN {iin}", iin=iin.group(zone.iin))
    if zone.born is not None:
        report.say("Born {born}.", born=zone.born)
    if zone.sex is not None:
        report.say("{sex}", sex=Message(_SEXES[zone.sex]))
