"""The intake: a child's papers are taken at the counter, step by step, on one form."""
