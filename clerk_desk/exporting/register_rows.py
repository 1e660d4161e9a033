"""The register of a day as a table: one row an application, as CSV for programs and as XLSX for people."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from clerk_desk.instruments.spreadsheets_out import Cell, Table, csv_bytes, xlsx_bytes
from clerk_desk.ledgers.papers import whole_name
from clerk_desk.rules import dates
from data.register_columns import Column, register_columns
from data.vocabulary import Stage

_FROM_ANSWERS: Mapping[str, str] = {
    **{
        name: f"child.{name}"
        for name in ("surname", "given_name", "patronymic", "iin", "born", "sex", "citizenship", "address")
    },
    "catchment": "application.catchment",
    "language": "application.language",
    "relation": "applicant.relation",
    "phone": "applicant.phone",
}

Content = Mapping[str, Any]
"""What a close kept (see ledgers/day_content.py)."""


def register_csv(content: Content) -> bytes:
    """The register with the columns' names as heads and the kept words in its cells."""
    columns = register_columns()
    rows = [[_cell(one, column) for column in columns] for one in map(_values, content["applications"])]
    return csv_bytes([column.name for column in columns], rows)


def register_xlsx(content: Content, made_at: dt.datetime) -> bytes:
    """The register in words, and the class-sets on a second sheet. `made_at` (aware) stands inside the file."""
    columns = register_columns()
    rows = [[_in_words(one, column) for column in columns] for one in map(_values, content["applications"])]
    return xlsx_bytes(
        [Table("Журнал", [column.title for column in columns], rows), _class_sets(content, columns)], made_at
    )


def csv_schema() -> dict[str, Any]:
    """The columns as a Data Package tells them."""
    kinds: Mapping[str, dict[str, str]] = {
        "date": {"type": "date", "format": "%d.%m.%Y"},
        "moment": {"type": "datetime", "format": "%d.%m.%Y %H:%M"},
    }
    fields: list[dict[str, Any]] = []
    for column in register_columns():
        told: dict[str, Any] = {"name": column.name, "title": column.title}
        told |= kinds.get(column.type, {"type": "string"})
        fields.append(told)
    return {"fields": fields, "primaryKey": ["number"], "missingValues": [""]}


def _values(application: Mapping[str, Any]) -> dict[str, str]:
    """The columns of an application, each as the close kept it."""
    answers: Mapping[str, str] = application["answers"]
    live = next((one for one in application["decisions"] if one["live"]), None)
    refused = live is not None and application["stage"] == Stage.REFUSED
    return {
        **{name: answers.get(kept, "") for name, kept in _FROM_ANSWERS.items()},
        **{name: application[name] for name in ("number", "received_at", "channel", "stage", "class_set", "due_at")},
        "received_by": application["received_by"],
        "decided_at": live["decided_at"] if live is not None else "",
        "told_at": live["told_at"] or "" if live is not None else "",
        "grounds": ", ".join(one["ground"] for one in live["grounds"]) if live is not None and refused else "",
        "reasons": live["reasons"] if live is not None and refused else "",
        "applicant": whole_name(*(answers.get(f"applicant.{part}", "") for part in _NAMES)),
        "portal_number": (application["portal"] or {}).get("number", ""),
    }


_NAMES = ("surname", "given_name", "patronymic")


def _cell(values: Mapping[str, str], column: Column) -> Cell:
    value = values[column.name]
    if value and column.type == "date":
        return dates.parse(value) or value
    if value and column.type == "moment":
        return dt.datetime.fromisoformat(value)
    return value


def _in_words(values: Mapping[str, str], column: Column) -> Cell:
    cell = _cell(values, column)
    return column.words.get(cell, cell) if isinstance(cell, str) else cell


def _class_sets(content: Content, columns: tuple[Column, ...]) -> Table:
    words = next(column.words for column in columns if column.name == "language")
    heads = ["Класс-жиынтық / Класс-комплект", "Оқыту тілі / Язык обучения", "Ауысым / Смена"]
    heads += ["Орын саны / Мест", "Қабылданды / Принято", "Бос орын / Свободно"]
    rows: list[list[Cell]] = [
        [
            one["letter"],
            words.get(one["language"], one["language"]),
            one["shift"],
            one["seats"],
            one["taken"],
            one["free"],
        ]
        for one in content["class_sets"]
    ]
    return Table("Класс-комплекты", heads, rows)
