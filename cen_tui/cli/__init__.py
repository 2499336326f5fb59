"""The command line: its words, and one command a file."""
