"""Errands without a terminal: questions by phone and from scripts, answered in words or as JSON, a module a group."""
