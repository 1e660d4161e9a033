"""What must be keyed into a portal: each field as the portal takes it, and the number that the portal gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerk_desk.objection import Objection
from clerk_desk.rules import iin, phone
from clerk_desk.rules.digits import row_to_digits, typed_on_the_row
from clerk_desk.rules.form import FIELDS, Kind
from clerk_desk.rules.names import clean, is_cyrillic, is_latin
from data.portal_fields import PortalForms

LONGEST_NUMBER = 80
"""Characters of a portal's number."""

_KINDS = {field.name: field.kind for field in FIELDS}
_TO_LATIN = str.maketrans("АВСЕНКМОРТХУІ", "ABCEHKMOPTXYI")


@dataclass(frozen=True, slots=True)
class PortalField:
    """One field of a portal's form: what it is called there (kk, ru) and its value, "" if there is none."""

    name: str
    kk: str
    ru: str
    value: str


def portal_fields(
    names: Sequence[str], answers: Mapping[str, str], beside: Mapping[str, str], forms: PortalForms
) -> tuple[PortalField, ...]:
    """The fields of a form in its order. `answers` are the desk's, by field name; `beside` what is no answer.

    As the portals take them: dates dd.mm.yyyy, an IIN as 12 digits, a phone as +77011234567, a closed question in
    its Kazakh and Russian word.
    """
    fields = []
    for name in names:
        kk, ru = forms.labels[name]
        value = beside[name] if name in beside else as_portal_takes_it(name, answers.get(name, ""), forms)
        fields.append(PortalField(name, kk, ru, value))
    return tuple(fields)


def as_portal_takes_it(name: str, text: str, forms: PortalForms) -> str:
    """One answer of the form as a portal takes it; what cannot be read stays as it is."""
    if not text:
        return ""
    match _KINDS.get(name):
        case Kind.CHOICE | Kind.YES_NO:
            return in_both(text, forms)
        case Kind.IIN:
            return iin.clean(text)
        case Kind.PHONE:
            return phone.parse(text) or text
    return text


def in_both(word: str, forms: PortalForms) -> str:
    """A kept word in Kazakh and Russian, as one text; once if both are the same."""
    return " / ".join(dict.fromkeys(forms.words.get(word, (word,))))


def portal_number(text: str) -> str:
    """A portal's number in one form, so that the same number is found again: "№ kz 12-3" is "KZ12-3".

    Upper case without spaces; the Kazakh digit row counts as its digits; Cyrillic letters that look Latin count as
    Latin where the number has digits or Latin letters. Objection "no_number" if nothing is left, "number_too_long".
    """
    cleaned = clean(text)
    typed = row_to_digits(cleaned) if typed_on_the_row(cleaned) else cleaned
    bare = "".join(typed.upper().removeprefix("№").split())
    if any(is_latin(s) or s.isdigit() for s in bare) and any(map(is_cyrillic, bare)):
        bare = bare.translate(_TO_LATIN)
    if not bare:
        raise Objection("no_number", "Write the number that the portal gave: the application is found by it there.")
    if len(bare) > LONGEST_NUMBER:
        raise Objection(
            "number_too_long",
            "This has {n} characters, {longest} fit: look at the number on the portal once more.",
            n=len(bare),
            longest=LONGEST_NUMBER,
        )
    return bare
