"""The office's books that several duties open: how full the classes are, the papers of an application."""
