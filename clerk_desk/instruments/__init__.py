"""The hands outside the store: what reads pictures, sets type, prints. Each blocks; screens use them in a thread."""
