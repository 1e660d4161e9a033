"""What the desk decides: what may be done at the counter, and why. It runs without a terminal."""
