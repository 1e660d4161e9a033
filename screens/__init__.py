"""What the desk shows: everything Textual, and Textual nowhere else."""
