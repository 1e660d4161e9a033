"""Safekeeping: backups are made, verified, kept and thrown away, practised, and brought back."""
