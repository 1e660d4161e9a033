"""What the desk shows: everything Textual, and Textual nowhere else."""

import os

# Textual reads these when it is first imported, and nothing of it is imported but through this package.
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")  # PageDown: 12 ms instead of 633
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # function keys arrive in one form everywhere
