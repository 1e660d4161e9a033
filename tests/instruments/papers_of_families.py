"""Papers to be typeset without a store: every kind of a family's, with short and with the longest names."""

import datetime as dt
from typing import Any

from clerk_desk.clock import ALMATY
from clerk_desk.rules.form import FIELDS
from clerk_desk.rules.papers import TITLES, Sheet
from data.law import the_law
from data.papers_words import PaperWords, paper_words
from data.vocabulary import Ground, PaperKind

MOMENT = dt.datetime(2027, 4, 1, 10, 42, tzinfo=ALMATY)
KINDS = (
    PaperKind.RECEIPT,
    PaperKind.MISSING,
    PaperKind.ACCEPTANCE,
    PaperKind.REFUSAL,
    PaperKind.WITHDRAWAL,
    PaperKind.APPLICATION_FORM,
)
SHORT = "Сәрсенбай Аружан Әлиханқызы"
LONGEST = " ".join(
    "Ғабдұлмәжитқызы-Төлегенұлы-Һүңқөіәғ-Бекмұхамбетова-Сейітқазықызы-Әбілқайырова"[:80] for _ in range(3)
)
ADDRESS = ("Алматы қаласы, Наурызбай ауданы, Қалқаман-2 шағын ауданы, Әшімов көшесі, " * 5)[:300].strip()


def sheet(
    kind: PaperKind,
    *languages: str,
    name: str = SHORT,
    address: str = "Алматы, Абай даңғылы, 1",
    size: str = "a4",
    copy: int = 0,
) -> Sheet:
    """A paper of this kind; both languages unless said."""
    chosen = languages or ("kk", "ru")
    content = {
        "pages": {language: _page(kind, paper_words(language), name, address) for language in chosen},
        "trail": {"count": 1234, "head": "0123456789abcdef" * 4},
    }
    return Sheet(7, kind, "2027-0041-R-7KQ2M9XD", TITLES[kind], chosen, size, content, copy, MOMENT)


def _page(kind: PaperKind, words: PaperWords, name: str, address: str) -> dict[str, Any]:
    say, texts = words.text, words.texts[str(kind)]
    facts = [
        {"label": say("common.number"), "value": "2027-0041"},
        {"label": say("common.child"), "value": name},
        {"label": say("common.applicant"), "value": name},
    ]
    ticks = [
        {"state": state, "name": getattr(one, words.language), "note": say("receipt.not_given")}
        for one, state in zip(the_law().documents, ("done", "missing", "not_asked", "done", "done"), strict=True)
    ]
    school = {"label": say("common.address"), "value": address}
    numbered = [
        line.format(year=2027, date="31.08.2027") for line in texts.get("next_lines", texts.get("where_lines", []))
    ]
    parts: list[dict[str, Any]] = [
        {"kind": "facts", "heading": "", "rows": facts},
        {"kind": "ticks", "heading": say("receipt.documents"), "rows": ticks},
        {
            "kind": "key",
            "heading": say("receipt.answer"),
            "rows": [{"label": say("receipt.due"), "value": "02.04.2027"}],
        },
        {"kind": "numbered", "heading": say("receipt.answer"), "lines": numbered},
        {"kind": "lines", "heading": "", "lines": words.lines("receipt.answer_lines")},
        {"kind": "facts", "heading": say("common.contacts"), "rows": [school]},
    ]
    if kind is PaperKind.REFUSAL:
        parts.append(
            {"kind": "quotes", "heading": "", "lines": [getattr(the_law().grounds[Ground.OVERFULL], words.language)]}
        )
    if kind is PaperKind.APPLICATION_FORM:
        rows = [
            {"label": words.fields[one.name], "value": name if "name" in one.name else "", "choices": []}
            for one in FIELDS
        ]
        parts = [
            {"kind": "form", "heading": "", "rows": rows[:40]},
            {"kind": "office", "heading": "", "rows": rows[40:]},
        ]
    signs = [{"label": say("receipt.taken"), "name": "Сейітова Айгүл"}, {"label": say("receipt.got"), "name": name}]
    parts.append({"kind": "signs", "heading": "", "under": say("common.signature"), "rows": signs})
    return {
        "school": "№12 мектеп-гимназия" if words.language == "kk" else "Школа-гимназия №12",
        "title": say(f"{kind}.title"),
        "under": say(f"{kind}.under", year=2027),
        "parts": [part for part in parts if part.get("rows") or part.get("lines")],
    }
