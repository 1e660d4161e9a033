"""The tables of the store, room by room: the office, the papers of a child, the answers, the trail."""

from data.tables.answers import Decision, Finding, RefusalGround
from data.tables.beside import Picture, ToldApart
from data.tables.office import AdmissionYear, CalendarDay, ClassSet, School, Staff
from data.tables.papers import Applicant, Application, Child, Draft, MedicalPaper, PhotoSet
from data.tables.trail import Act, AuditHead, AuditLine

__all__ = [
    "Act",
    "AdmissionYear",
    "Applicant",
    "Application",
    "AuditHead",
    "AuditLine",
    "CalendarDay",
    "Child",
    "ClassSet",
    "Decision",
    "Draft",
    "Finding",
    "MedicalPaper",
    "PhotoSet",
    "Picture",
    "RefusalGround",
    "School",
    "Staff",
    "ToldApart",
]
