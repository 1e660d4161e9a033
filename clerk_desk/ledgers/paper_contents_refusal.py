"""What stands on a reasoned refusal: the ground word for word, the stored facts, the reasons, where to turn."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from clerk_desk.ledgers.paper_contents import Case, about, answer_signs, last_day
from clerk_desk.ledgers.paper_parts import Content, capital, contacts, facts, moment, page, row, said, small
from clerk_desk.rules.form import FIELDS
from data.papers_words import PaperWords
from data.tables import RefusalGround
from data.vocabulary import Ground, PaperKind


def refusal(case: Case, words: PaperWords) -> Content:
    """The refusal that stands: the grounds as the statute has them, the facts as they were stored with it."""
    decision = case.decision
    if decision is None:
        raise RuntimeError("a refusal is written of an application that has no answer")
    grounds = case.look.session.exec(
        select(RefusalGround).where(RefusalGround.decision_id == decision.id).order_by(col(RefusalGround.ground))
    ).all()
    texts = case.look.law.grounds
    parts = (
        about(case, words),
        facts(row(words.text("common.decided"), moment(words, decision.decided_at))),
        said("lines", "", [words.text("refusal.service")]),
        said("told", "", [words.text("refusal.told")]),
        said(
            "quotes",
            words.text("refusal.grounds"),
            [getattr(texts[Ground(one.ground)], words.language) for one in grounds],
        ),
        said("numbered", words.text("refusal.facts"), [proof for one in grounds for proof in proofs(one.facts, words)]),
        said("lines", words.text("refusal.reasons"), decision.reasons.splitlines() or [decision.reasons]),
        said("numbered", words.text("refusal.where"), words.lines("refusal.where_lines", date=last_day(case))),
        contacts(case.look, case.school, words),
        answer_signs(case, words, words.text("refusal.got")),
    )
    return page(case.school, words, PaperKind.REFUSAL, parts)


def proofs(stored: list[dict[str, Any]], words: PaperWords) -> list[str]:
    """The facts of a ground as the paper says them."""
    return [capital(_told(fact, words)) for fact in stored]


def _told(stored: Mapping[str, Any], words: PaperWords) -> str:
    """A stored sentence in the paper's language. A sentence that it does not know is told as it was stored."""
    text, inside = str(stored.get("text", "")), stored.get("facts", {})
    if text == _FIELD_OF:
        return _field_of(inside, words)
    known = words.facts.get(text) or _label(text, words)
    if known is None:
        return str(stored.get("said", text))
    said = {name: _told(fact, words) if isinstance(fact, Mapping) else fact for name, fact in inside.items()}
    return known.format(**said) if said else known


_FIELD_OF = "{whose}, {field}"
_PART = {"Applicant": "applicant", "Child": "child", "Application": "application", "Photos": "photos"}


def _field_of(inside: Mapping[str, Any], words: PaperWords) -> str:
    """Whose field it is, and which: a label as "Born" is told by the person that it belongs to."""
    whose, label = (str(inside[name].get("text", "")) for name in ("whose", "field"))
    part = _PART.get(whose, "")
    names = [one.name for one in FIELDS if one.label == label and (not part or one.name.startswith(f"{part}."))]
    if not part:  # a medical form: its own label says whose it is
        names = [name for name in names if _is_of_form(name, whose)]
        return words.fields[names[0]] if names else f"{words.facts.get(whose, whose)}, {label}"
    if not names:
        return f"{words.facts[whose]}, {label}"
    return f"{words.facts[whose]}, {small(words.fields[names[0]])}"


def _is_of_form(name: str, title: str) -> bool:
    form = name.partition(".")[0]
    return any(one.name == f"{form}.present" and one.label == title for one in FIELDS)


def _label(text: str, words: PaperWords) -> str | None:
    """The words of a question that stands alone as the subject of a finding."""
    return next((words.fields[one.name] for one in FIELDS if one.label == text), None)
