"""The small things that the screens are put together from."""
