"""The closed questions of the form: the words that are kept, and the words in which they are asked."""

from dataclasses import dataclass

from clerk_desk.objection import mark
from data.vocabulary import (
    BasisKind,
    Catchment,
    Differs,
    DigitalCheck,
    DocumentKind,
    Relation,
    Sex,
    Shown,
    TeachingLanguage,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers of a closed question: the word that is kept, the words that are shown."""

    value: str
    label: str


RELATIONS = (
    Choice(Relation.MOTHER, mark("mother")),
    Choice(Relation.FATHER, mark("father")),
    Choice(Relation.ADOPTIVE_PARENT, mark("adoptive parent")),
    Choice(Relation.GUARDIAN, mark("guardian")),
    Choice(Relation.TRUSTEE, mark("trustee")),
    Choice(Relation.FOSTER_PARENT, mark("foster parent")),
    Choice(Relation.REPRESENTATIVE, mark("other representative")),
)
BASES = (
    Choice(BasisKind.GUARDIANSHIP_ORDER, mark("guardianship order")),
    Choice(BasisKind.COURT_DECISION, mark("court decision")),
    Choice(BasisKind.FOSTER_AGREEMENT, mark("foster agreement")),
    Choice(BasisKind.POWER_OF_ATTORNEY, mark("power of attorney")),
    Choice(BasisKind.OTHER, mark("other")),
)
SHOWN = (
    Choice(Shown.ORIGINAL, mark("original")),
    Choice(Shown.DIGITAL, mark("digital document")),
)
DOCUMENTS = (
    Choice(DocumentKind.ID_CARD, mark("ID card")),
    Choice(DocumentKind.PASSPORT, mark("passport")),
    Choice(DocumentKind.RESIDENCE_PERMIT, mark("residence permit")),
    Choice(DocumentKind.STATELESS, mark("stateless person's certificate")),
    Choice(DocumentKind.REFUGEE, mark("refugee certificate")),
    Choice(DocumentKind.KANDAS, mark("kandas certificate")),
    Choice(DocumentKind.FOREIGN_PASSPORT, mark("foreign passport")),
)
DIGITAL_CHECKS = (
    Choice(DigitalCheck.QR, mark("QR code")),
    Choice(DigitalCheck.SHORT_CODE, mark("short code")),
    Choice(DigitalCheck.SIGNED_PDF, mark("signed PDF")),
)
SEXES = (Choice(Sex.FEMALE, mark("girl")), Choice(Sex.MALE, mark("boy")))
SEXES_OF_ADULTS = (Choice(Sex.FEMALE, mark("woman")), Choice(Sex.MALE, mark("man")))
CATCHMENT = (
    Choice(Catchment.YES, mark("yes")),
    Choice(Catchment.NO, mark("no")),
    Choice(Catchment.UNKNOWN, mark("not known")),
)
LANGUAGES = (
    Choice(TeachingLanguage.KAZAKH, "қазақша"),
    Choice(TeachingLanguage.RUSSIAN, "русский"),
    Choice(TeachingLanguage.UYGHUR, "уйғурчә"),
    Choice(TeachingLanguage.UZBEK, "oʻzbekcha"),
    Choice(TeachingLanguage.TAJIK, "тоҷикӣ"),
)
DIFFERENCES = (
    Choice(Differs.NAME, mark("name")),
    Choice(Differs.BORN, mark("date of birth")),
    Choice(Differs.BOTH, mark("both")),
)
YES, NO = "yes", "no"
YES_NO = (Choice(YES, mark("yes")), Choice(NO, mark("no")))
