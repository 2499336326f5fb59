"""What is wrong with a command line, apart from all that reads one: `--version` answers without it."""


class UsageError(Exception):
    """The command line asks for what cannot be; `str()` is one sentence for the operator."""
