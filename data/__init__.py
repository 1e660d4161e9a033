"""What the desk keeps: tables, the store, its keys, the lists of the law. It decides nothing."""
