"""The rules of admission, told case by case."""
