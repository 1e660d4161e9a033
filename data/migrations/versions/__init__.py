"""The migrations, each named by its revision."""
