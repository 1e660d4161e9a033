"""A photo of a child, checked from its file: what the desk would say of it at the counter. No store is needed."""

import argparse
from dataclasses import asdict
from pathlib import Path

from clerk_desk.errands.report import Report, answer
from clerk_desk.instruments import developing
from clerk_desk.language import Speaker
from clerk_desk.objection import Message, Remark, Severity, mark
from clerk_desk.rules.photos import Measures, Verdict

_OF_PRINT = mark("Print {number}: {what}")


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Answer `check photo FILE`: 0 unless a verdict is an error or the file is no picture, then 1."""
    return answer(speaker, asked.json, lambda report: _photo(report, Path(asked.file)))


def _photo(report: Report, path: Path) -> None:
    looked = developing.look_at(path)
    report.facts |= {"width": looked.width, "height": looked.height}
    report.facts |= {"verdicts": _listed(looked.verdicts), "measures": _bare(looked.measures)}
    _tell(report, looked.verdicts)
    for found in looked.prints:
        _tell_of_print(report, found)
    report.facts["frame"] = asdict(looked.frame)
    report.facts["prints"] = [
        {
            "number": found.number,
            "corners": found.corners,
            "angle": found.angle,
            "verdicts": _listed(found.verdicts),
            "measures": _bare(found.measures),
            "frame": asdict(found.frame),
        }
        for found in looked.prints
    ]


def _tell(report: Report, verdicts: tuple[Verdict, ...]) -> None:
    """Errors and warnings are problems; what is good is told after them."""
    for verdict in verdicts:
        if verdict.tone == "good":
            report.say(verdict.message.text, **verdict.message.facts)
        else:
            report.problems.append(Remark(Severity(verdict.tone), verdict.code, "", verdict.message))


def _tell_of_print(report: Report, found: developing.Found) -> None:
    """What is wrong with one print of several, under its number; or that nothing is."""
    report.say(
        "Print {number}: {width} × {height} pixels, turned by {angle}°.",
        number=found.number,
        width=found.width,
        height=found.height,
        angle=str(round(found.angle, 1)),
    )
    for verdict in found.verdicts:
        if verdict.tone != "good":
            what = Message(_OF_PRINT, {"number": found.number, "what": verdict.message})
            report.problems.append(Remark(Severity(verdict.tone), verdict.code, "", what))


def _listed(verdicts: tuple[Verdict, ...]) -> list[dict[str, object]]:
    return [{"code": verdict.code, "tone": verdict.tone, "message": verdict.message} for verdict in verdicts]


def _bare(measures: Measures) -> dict[str, object]:
    return asdict(measures) | {"size_mm": measures.size_mm}
