"""The terminal without Textual: checks, display, clipboard, signals."""
