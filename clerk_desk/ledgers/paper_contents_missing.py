"""What stands on the list that goes home with an incomplete set: what to bring, and what is to be said or mended."""

from collections.abc import Iterator

from clerk_desk.ledgers.examination import Findings, look_over
from clerk_desk.ledgers.paper_parts import (
    Content,
    Row,
    contacts,
    facts,
    moment,
    page,
    row,
    said,
    signs,
    small,
    tick,
    ticks,
)
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.objection import Objection, Remark
from clerk_desk.rules.completeness import OUTSIDE_WINDOW, missing_papers
from clerk_desk.rules.dates import show
from clerk_desk.rules.form import Answers
from clerk_desk.work import Look
from data.law import RequiredDocument
from data.papers_words import PaperWords, paper_words
from data.tables import Draft, School
from data.vocabulary import PaperKind

_SEEN_BY_THE_CLERK = frozenset({"applicant.original_returned", "applicant.digital_check"})
"""What the clerk alone can answer: never asked of the family."""

_LOOKED_AT = frozenset({"is_holder", "size_3x4", "recent", "of_this_child", "differs", "signed", "stamped"})
"""What the clerk sees on a paper that is there; on the list only where the answer is no."""


def missing_of(look: Look, draft: Draft, languages: tuple[str, ...]) -> Content:
    """The list of a draft, a page for each language. Objection "nothing_lacks" if it could be received."""
    found = look_over(look, draft.answers, draft.id)
    papers = missing_papers(draft.answers, found.on, look.law.documents)
    if not found.blockers:
        raise Objection("nothing_lacks", "Nothing is missing: these documents can be received.")
    pages = {language: _page(look, draft, found, papers, paper_words(language)) for language in languages}
    return {"pages": pages, "rests_on": {}}


def _page(
    look: Look, draft: Draft, found: Findings, papers: tuple[RequiredDocument, ...], words: PaperWords
) -> Content:
    say, answers = words.text, draft.answers
    last = say("missing.last_day", date=show(found.on.window.closes))
    mend = list(_to_mend(found, papers, answers, words))
    top = facts(
        row(say("common.child"), _name(answers, "child")),
        row(say("common.applicant"), _name(answers, "applicant")),
        row(say("common.arrived"), moment(words, draft.arrived_at)),
    )
    if found.already is not None:
        parts = [top, said("told", "", [say("missing.already", number=found.already.number)])]
    else:
        parts = [
            top,
            ticks(say("missing.papers"), (_paper(one, one in papers, answers, words) for one in look.law.documents)),
            said("numbered", say("missing.mend"), mend),
            said("lines", say("missing.keeps"), [*words.lines("missing.keeps_lines"), last]),
        ]
    school = look.session.get(School, 1)
    return page(
        school,
        words,
        PaperKind.MISSING,
        [*parts, contacts(look, school, words), signs(words, (say("missing.gave"), look.member.full_name))],
    )


def _name(answers: Answers, whose: str) -> str:
    return whole_name(*(answers.get(f"{whose}.{part}", "").strip() for part in ("surname", "given_name", "patronymic")))


def _paper(document: RequiredDocument, lacks: bool, answers: Answers, words: PaperWords) -> Row:
    name = getattr(document, words.language)
    if not lacks:
        return tick("done", name, words.text("missing.there"))
    count = answers.get("photos.count", "").strip().strip("0") if document.id == "photos" else ""
    note = words.text("missing.photos_bring", count=count) if count else words.text("missing.bring")
    return tick("missing", name, note)


def _to_mend(
    found: Findings, papers: tuple[RequiredDocument, ...], answers: Answers, words: PaperWords
) -> Iterator[str]:
    """What else is lacking or does not conform: a line for each person, and one for each flaw of a paper."""
    brought = {name for document in papers for name in document.fields}
    absent = tuple(name.partition(".")[0] + "." for name in brought if name.startswith(("photos.", "form_")))
    if "application.form_present" in brought:
        absent += ("application.form_",)
    asked: dict[str, list[str]] = {}
    flaws: list[str] = []
    for remark in found.remarks:
        name = remark.field
        if not name or remark.code == OUTSIDE_WINDOW or name in brought or name.startswith(absent):
            continue
        if flaw := _flaw(remark, words):
            flaws.append(flaw)
        elif remark.blocks and not _of_the_clerk(name):
            asked.setdefault(_whose(name, words), []).append(_asked(name, words))
    yield from (f"{whose}: {', '.join(dict.fromkeys(named))}" for whose, named in asked.items())
    yield from flaws


def _flaw(remark: Remark, words: PaperWords) -> str:
    """What is wrong with a paper or a person, in words of its own; "" if a question is only to be answered."""
    if remark.code in words.lacks:
        return words.lacks[remark.code].format(**remark.message.facts)
    if remark.code in ("does_not_conform", "not_the_holder"):
        return words.lacks.get(remark.field, "")
    return ""


def _of_the_clerk(name: str) -> bool:
    return name in _SEEN_BY_THE_CLERK or name.partition(".")[2] in _LOOKED_AT or name.endswith("form_signed")


def _whose(name: str, words: PaperWords) -> str:
    part = name.partition(".")[0]
    if part == "applicant":
        return words.text("common.applicant")
    return words.text("common.child") if part in ("child", "application") else words.fields[f"{part}.present"]


def _asked(name: str, words: PaperWords) -> str:
    label = words.lacks.get(name, words.fields[name].partition(" (")[0])
    return small(label.partition(": ")[2] or label)
