"""The words of the service, each a closed list: what a stage, a ground, a document may be called.

Values are what the store keeps and what scripts read; they never change once a store holds them.
"""

from enum import StrEnum


class Role(StrEnum):
    """Who stands behind the desk."""

    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


class Stage(StrEnum):
    """How far an application has come; a draft has no stage yet."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """The way an application reached the school (founding notice: two portals and the office)."""

    PAPER = "paper"
    EGOV = "egov"
    MEKTEP = "mektep"


PORTALS = (Channel.EGOV, Channel.MEKTEP)
"""The channels that are portals: they can fail, send lists, and are told what was taken on paper."""


class Noticed(StrEnum):
    """How it was noticed that a portal does not answer."""

    SEEN = "seen"
    TOLD = "told"
    LOOKED = "looked"


class PaperKind(StrEnum):
    """What is printed for a family or for the office, each known again by its code."""

    RECEIPT = "receipt"
    MISSING = "missing"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    WITHDRAWAL = "withdrawal"
    APPLICATION_FORM = "application_form"
    DAILY_REGISTER = "daily_register"
    OUTAGE_ACT = "outage_act"
    ORDER_DRAFT = "order_draft"


class Ground(StrEnum):
    """The three statutory grounds for refusal; their wording lies in reference/grounds.toml."""

    UNRELIABLE = "R1"
    NONCONFORMING = "R2"
    OVERFULL = "R3"


class Outcome(StrEnum):
    """What the office answered."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class TeachingLanguage(StrEnum):
    """The language of instruction of a class-set."""

    KAZAKH = "kk"
    RUSSIAN = "ru"
    UYGHUR = "ug"
    UZBEK = "uz"
    TAJIK = "tg"


class Sex(StrEnum):
    """As the document says."""

    FEMALE = "female"
    MALE = "male"


class Relation(StrEnum):
    """What the applicant is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    ADOPTIVE_PARENT = "adoptive_parent"
    GUARDIAN = "guardian"
    TRUSTEE = "trustee"
    FOSTER_PARENT = "foster_parent"
    REPRESENTATIVE = "representative"


class BasisKind(StrEnum):
    """The paper by which someone other than a parent represents the child."""

    GUARDIANSHIP_ORDER = "guardianship_order"
    COURT_DECISION = "court_decision"
    FOSTER_AGREEMENT = "foster_agreement"
    POWER_OF_ATTORNEY = "power_of_attorney"
    OTHER = "other"


class Shown(StrEnum):
    """How the identity document was shown: the thing itself, or from the digital documents service."""

    ORIGINAL = "original"
    DIGITAL = "digital"


class DocumentKind(StrEnum):
    """Identity documents that an applicant may show."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"
    STATELESS = "stateless"
    REFUGEE = "refugee"
    KANDAS = "kandas"
    FOREIGN_PASSPORT = "foreign_passport"


class DigitalCheck(StrEnum):
    """How a digital document was verified; a screenshot is no check."""

    QR = "qr"
    SHORT_CODE = "short_code"
    SIGNED_PDF = "signed_pdf"


class Catchment(StrEnum):
    """Whether the home lies in the school's service territory."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class MedicalForm(StrEnum):
    """The two medical certificates, under their current numbers."""

    FORM_065 = "065/у"
    FORM_052 = "052-2/у"


class Differs(StrEnum):
    """What on a medical form is not this child's."""

    NAME = "name"
    BORN = "born"
    BOTH = "both"


class DayKind(StrEnum):
    """What the administrator may say of a date, against the printed calendar."""

    OFF = "off"
    WORKING = "working"


class DraftState(StrEnum):
    """What became of a draft."""

    OPEN = "open"
    RECEIVED = "received"
    DISCARDED = "discarded"


class EventKind(StrEnum):
    """Every act that the audit can tell of. Who may do which stands in clerk_desk/rules/rights.py."""

    DESK_SET_UP = "desk_set_up"
    SIGNED_IN = "signed_in"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    SIGNED_OUT = "signed_out"
    STAFF_APPOINTED = "staff_appointed"
    STAFF_DISMISSED = "staff_dismissed"
    PASSWORD_RESET = "password_reset"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RECOVERED = "password_recovered"
    LANGUAGE_CHOSEN = "language_chosen"
    CLASS_SET_OPENED = "class_set_opened"
    CLASS_SET_RESIZED = "class_set_resized"
    CLASS_SET_CLOSED = "class_set_closed"
    CLASS_SET_REOPENED = "class_set_reopened"
    DAY_SET = "day_set"
    DAY_CLEARED = "day_cleared"
    SCHOOL_CORRECTED = "school_corrected"
    DRAFT_OPENED = "draft_opened"
    DRAFT_TAKEN_UP = "draft_taken_up"
    DRAFT_HANDED_BACK = "draft_handed_back"
    DRAFT_DISCARDED = "draft_discarded"
    DRAFT_RESTORED = "draft_restored"
    PICTURE_ATTACHED = "picture_attached"
    PICTURE_REMOVED = "picture_removed"
    TOLD_APART = "told_apart"
    TOLD_APART_NO_MORE = "told_apart_no_more"
    APPLICATION_RECEIVED = "application_received"
    WINDOW_OVERRIDDEN = "window_overridden"
    RECORD_OPENED = "record_opened"
    FIELD_CORRECTED = "field_corrected"
    FINDING_RECORDED = "finding_recorded"
    FINDING_CLEARED = "finding_cleared"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    AUDIT_OPENED = "audit_opened"
    PAPER_ISSUED = "paper_issued"
    PAPER_PRINTED = "paper_printed"
    FAMILY_TOLD = "family_told"
    FAMILY_NOT_TOLD = "family_not_told"
    ANSWER_APPROVED = "answer_approved"
    DAY_CLOSED = "day_closed"
    EXPORTED = "exported"
    EXPORT_KEY_SET = "export_key_set"
    ORDER_DRAFTED = "order_drafted"
    OUTAGE_BEGUN = "outage_begun"
    OUTAGE_ENDED = "outage_ended"
    LIST_LOADED = "list_loaded"
    PORTAL_KEYED = "portal_keyed"
    PORTAL_UNKEYED = "portal_unkeyed"
    PORTAL_ANSWERED = "portal_answered"
    CATCH_UP_SAVED = "catch_up_saved"
    BACKED_UP = "backed_up"
    RESTORE_DRILLED = "restore_drilled"
    RESTORED = "restored"
