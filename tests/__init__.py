"""The office's stories, told to the machine: rules, duties, screens and whole walks."""
