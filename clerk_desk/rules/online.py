"""What a portal asks of a family and the office does not ask again: founding notice, what is needed online.

Online: the application, one digital photo 3×4, forms 065/у and 052-2/у. The portal itself identified the applicant,
took the application and its consents; no document was shown here and none was given back.
"""

from collections.abc import Mapping

from data.vocabulary import PORTALS

CHANNEL = "application.channel"
"""Not a question: where answers came through a portal, its word stands under this name. Absent: on paper."""

PHOTOS_NEEDED = 1
"""Founding notice: online one digital photo of the child."""

_CHANNELS = frozenset(map(str, PORTALS))


def _names(paper: str, parts: str) -> frozenset[str]:
    return frozenset(f"{paper}.{part}" for part in parts.split())


_OF_A_FORM = "number issued clinic signed stamped of_this_child differs"

NOT_ASKED = (
    _names(
        "applicant",
        "shown document_kind document_number document_issuer document_valid_until is_holder digital_check"
        " original_returned basis_kind basis_number basis_date",
    )
    | _names("child", "birth_certificate")
    | _names("application", "form_present form_date form_signed consent_processing consent_access")
    | _names("photos", "size_3x4 of_this_child recent")
    | _names("form_065", _OF_A_FORM)
    | _names("form_052", _OF_A_FORM)
)
"""Questions of the paper form that have no sense online. What does not conform in a file is written as a finding."""

OPTIONAL = (
    _names("applicant", "relation phone")
    | _names("child", "citizenship address special_needs")
    | _names("photos", "count")
    | _names("form_065", "present")
    | _names("form_052", "present")
)
"""Questions that a portal's list may leave open: not said is not known, and proves nothing."""


def online(answers: Mapping[str, str]) -> bool:
    """True if these answers came through a portal."""
    return answers.get(CHANNEL, "") in _CHANNELS
