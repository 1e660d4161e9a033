"""How fast the desk is: measured, not believed."""
