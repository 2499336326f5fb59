"""Running what was confirmed: the requests, several networks at a time, and what was left unfinished."""
