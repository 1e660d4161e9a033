"""The duties of the office, a module each: its cards, its questions, its tasks. No duty imports another."""
