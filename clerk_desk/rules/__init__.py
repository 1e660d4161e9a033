"""The rules of admission: pure functions, without a database, a terminal, a clock or a file."""
