"""What a rule says, asked by phone: an IIN, a due moment, an age. No store is needed."""

import argparse
import datetime as dt

from clerk_desk.clock import MachineClock, local
from clerk_desk.errands.report import Report, answer
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, mark, warning
from clerk_desk.rules import eligibility, iin
from clerk_desk.rules.working_time import OPEN, Calendar
from data.law import the_law
from data.vocabulary import Sex


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Answer the check that was asked; the exit code."""
    match asked.errand:
        case "iin":
            return answer(speaker, asked.json, lambda report: _iin(report, asked.iin))
        case "due":
            return answer(speaker, asked.json, lambda report: _due(report, asked.received))
        case _:
            year = asked.year or local(MachineClock().now()).year
            return answer(speaker, asked.json, lambda report: _age(report, asked.born, year))


_SEXES = {Sex.FEMALE: mark("girl or woman"), Sex.MALE: mark("boy or man")}


def _iin(report: Report, typed: str) -> None:
    """What the digits say. Neither date nor sex in them binds since 2013, so they are told as a hint."""
    number = iin.clean(typed)
    report.problems += iin.check(typed)
    report.facts |= {"iin": number, "born": None, "sex": None}
    parts = iin.parts(number)
    if parts is None:
        return
    report.facts |= {"born": parts.born, "sex": parts.sex}
    report.say("{iin}: the check digit fits.", iin=iin.group(number))
    if parts.born is not None and parts.sex is not None:
        sex = Message(_SEXES[parts.sex])
        report.say("By its digits: {sex}, born {born}; the document decides.", sex=sex, born=parts.born)


def _age(report: Report, born: dt.date, year: int) -> None:
    """Whether a child born then may enter grade 1 in the intake of that year."""
    report.problems += eligibility.check(born, year)
    found = eligibility.age(born, year)
    report.facts |= {"born": born, "year": year, "turns_six": found.turns_six, "eligible": found.eligible}
    report.facts |= {"must_be_admitted": found.must}
    if found.eligible:
        said = eligibility.line(born, year)
        report.say("Born {born}, intake of {year}: {line}.", born=born, year=year, line=said)
        if found.must:
            report.say("The school must admit the child.")
        else:
            report.say("Six only after 1 September: the parents decide whether it is this year.")


def _due(report: Report, received: dt.datetime) -> None:
    """When the answer is due by the printed calendar; a desk's own days off are known only to that desk."""
    law = the_law()
    calendar = Calendar(law=law, days={})
    window = law.window(local(received).year)
    state, _ = calendar.state(received)
    due, target = calendar.due(received), calendar.target(received)
    if not window.opens <= local(received).date() <= window.closes:
        report.problems.append(
            warning(
                "outside_window",
                "",
                "Documents are taken from {opens} to {closes} only.",
                opens=window.opens,
                closes=window.closes,
            )
        )
    if state != OPEN:
        report.problems.append(warning("outside_hours", "", "The office is closed at that moment."))
    report.say("Received {received}: the answer is due {due} at the latest.", received=received, due=due)
    report.say("Better by {target}, a full working day later.", target=target)
    report.facts |= {"received": received, "due": due, "target": target}
