"""What an errand answers: problems and facts, said in words or written as JSON."""

import datetime as dt
import json
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from clerk_desk.clock import local
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, Objection, Remark, Severity

OK, OBJECTED, BAD_USAGE, FAULT = 0, 1, 2, 70
"""The exit codes: no rule objects; a rule objects; the command cannot be used so; a fault of the program."""

_CUT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class BadUsage(Objection):
    """The command cannot be done so: no desk, no terminal, no such file. No rule of the office has said no."""


@dataclass(slots=True)
class Report:
    """An answer under way. `words` are the sentences for a person; `facts` are for scripts."""

    speaker: Speaker
    words: list[str] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True unless a rule objects; warnings do not."""
        return not any(problem.blocks for problem in self.problems)

    def say(self, text: str, /, **facts: object) -> None:
        """Add a sentence."""
        self.words.append(self.speaker.say(text, **facts))

    def object_to(self, objection: Objection) -> None:
        """Add what a rule says against it."""
        self.problems.append(Remark(Severity.ERROR, objection.code, "", objection.message))

    def deliver(self, as_json: bool) -> int:
        """Print the answer and give the exit code."""
        if as_json:
            sys.stdout.write(_escaped(json.dumps(self._whole(), ensure_ascii=False, indent=2)) + "\n")
        else:
            for problem in self.problems:
                show(self._sentence(problem))
            for sentence in self.words:
                show(sentence)
        return OK if self.ok else OBJECTED

    def _sentence(self, problem: Remark) -> str:
        said = self.speaker.message(problem.message)
        return said if problem.blocks else self.speaker.say("Look again: {what}", what=said)

    def _whole(self) -> dict[str, object]:
        problems = [
            {"severity": p.severity.value, "code": p.code, "message": self.speaker.message(p.message)}
            for p in self.problems
        ]
        return {"ok": self.ok, "problems": problems} | {
            name: _bare(fact, self.speaker) for name, fact in self.facts.items()
        }


def answer(speaker: Speaker, as_json: bool, fill: Callable[[Report], None]) -> int:
    """Let `fill` write a report and deliver it; an Objection on the way is one of its problems."""
    report = Report(speaker)
    try:
        fill(report)
    except Objection as objection:
        report.object_to(objection)
    return report.deliver(as_json)


def show(line: str) -> None:
    """Print a line as it is. What could steer a terminal is shown as a dot: names come from papers and keyboards."""
    sys.stdout.write(plain(line) + "\n")


def complain(line: str) -> None:
    """Print a line on the other stream, where scripts do not read answers."""
    sys.stderr.write(plain(line) + "\n")


def plain(text: str) -> str:
    """The text without control and invisible characters; line ends stay."""
    composed = unicodedata.normalize("NFC", text)
    return "".join("·" if c != "\n" and unicodedata.category(c) in _CUT else c for c in composed)


def _escaped(text: str) -> str:
    """JSON text in which nothing can steer a terminal, and from which scripts read the very same strings."""
    return "".join(json.dumps(c)[1:-1] if c != "\n" and unicodedata.category(c) in _CUT else c for c in text)


def _bare(fact: object, speaker: Speaker) -> object:
    if isinstance(fact, dt.datetime):
        return local(fact).isoformat()
    if isinstance(fact, dt.date):
        return fact.isoformat()
    if isinstance(fact, StrEnum):
        return fact.value
    if isinstance(fact, Message):
        return speaker.message(fact)
    if isinstance(fact, dict):
        return {str(name): _bare(value, speaker) for name, value in fact.items()}
    if isinstance(fact, list | tuple):
        return [_bare(value, speaker) for value in fact]
    return fact
