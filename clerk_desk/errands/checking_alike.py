"""Children alike in a list: pairs that are one child, or may be, found in a file as at the counter."""

import argparse
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from clerk_desk.errands.children_list import Listed, read_list
from clerk_desk.errands.report import Report, answer
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, error, mark, warning
from clerk_desk.rules.date_slips import dates_alike
from clerk_desk.rules.names import fold
from clerk_desk.rules.nearness import near
from clerk_desk.rules.similarity import Kind, Likeness, Person, compare

Pair = tuple[Listed, Listed, Likeness]

_COMPARED = 40
_SENTENCES = {
    Kind.SAME_IIN: mark("Lines {first} and {second}: the same IIN. {one} · {other}"),
    Kind.SAME: mark("Lines {first} and {second}: very probably the same child ({why}). {one} · {other}"),
    Kind.ALIKE: mark("Lines {first} and {second}: perhaps the same child ({why}). {one} · {other}"),
    Kind.TWIN: mark("Lines {first} and {second}: twins? {one} · {other}"),
}


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Answer `check alike FILE`: 1 if two lines are very probably one child, 2 if the file cannot be used."""
    listed, told = read_list(Path(asked.file))

    def fill(report: Report) -> None:
        report.problems += told
        _tell(report, listed, sorted(pairs(listed), key=lambda pair: (pair[2].rank, pair[0].line)))

    return answer(speaker, asked.json, fill)


def pairs(listed: Sequence[Listed]) -> Iterator[Pair]:
    """Every two of the list that are alike, each pair once, the earlier line first."""
    by_date: dict[dt.date, list[tuple[int, str]]] = defaultdict(list)
    by_iin: dict[str, list[int]] = defaultdict(list)
    by_parent: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(listed):
        child, born = one.child, one.child.born
        assert born is not None, "a line without a date is passed over"
        rows = [(key, name, int(day == born)) for day in dates_alike(born) for key, name in by_date.get(day, ())]
        ids = {*near(child, rows, _COMPARED), *by_iin.get(child.iin, ()), *by_parent.get(child.parent_iin, ())}
        for before in sorted(ids):
            likeness = compare(listed[before].child, child)
            if likeness is not None:
                yield listed[before], one, likeness
        by_date[born].append((at, fold(f"{child.surname} {child.given_name} {child.patronymic}")))
        for known, number in ((by_iin, child.iin), (by_parent, child.parent_iin)):
            if number:
                known[number].append(at)


def _tell(report: Report, listed: Sequence[Listed], found: Sequence[Pair]) -> None:
    for first, second, likeness in found:
        text = _SENTENCES[likeness.kind]
        facts = {"first": first.line, "second": second.line, "one": _said(first.child), "other": _said(second.child)}
        if likeness.kind in (Kind.SAME, Kind.ALIKE):
            facts["why"] = _why(likeness, report.speaker)
        if likeness.kind is Kind.TWIN:
            report.say(text, **facts)
        else:
            made = warning if likeness.kind is Kind.ALIKE else error
            report.problems.append(made(f"child_{likeness.kind}", "", text, **facts))
    counts = {kind: sum(likeness.kind is kind for *_, likeness in found) for kind in Kind}
    report.say("{n} children compared.", n=len(listed))
    report.say(
        "Pairs: {same} the same child or very probably so, {alike} perhaps, {twins} perhaps twins.",
        same=counts[Kind.SAME_IIN] + counts[Kind.SAME],
        alike=counts[Kind.ALIKE],
        twins=counts[Kind.TWIN],
    )
    report.facts |= {"children": len(listed), "pairs": [_fact(pair) for pair in found]}


def _fact(pair: Pair) -> dict[str, object]:
    first, second, likeness = pair
    return {"kind": likeness.kind, "lines": [first.line, second.line], "reasons": list(likeness.reasons)}


def _why(likeness: Likeness, speaker: Speaker) -> str | Message:
    said = ", ".join(speaker.message(reason) for reason in likeness.reasons)
    return said or Message(mark("name and date of birth agree"))


def _said(child: Person) -> Message:
    names = " ".join(part for part in (child.surname, child.given_name, child.patronymic) if part)
    return Message("{name}, {born}", {"name": names, "born": child.born})
