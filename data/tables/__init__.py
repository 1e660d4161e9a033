"""The tables of the store, room by room: office, papers of a child, answers, trail, evening, portals."""

from data.tables.answers import Decision, Finding, RefusalGround
from data.tables.beside import Picture, ToldApart
from data.tables.evening import DayClose, ExportKey, IssuedPaper
from data.tables.office import AdmissionYear, CalendarDay, ClassSet, School, Staff
from data.tables.papers import Applicant, Application, Child, Draft, MedicalPaper, PhotoSet
from data.tables.portals import Outage, PortalEntry, PortalList
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
    "DayClose",
    "Decision",
    "Draft",
    "ExportKey",
    "Finding",
    "IssuedPaper",
    "MedicalPaper",
    "Outage",
    "PhotoSet",
    "Picture",
    "PortalEntry",
    "PortalList",
    "RefusalGround",
    "School",
    "Staff",
    "ToldApart",
]
