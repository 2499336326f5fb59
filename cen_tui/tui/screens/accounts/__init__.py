"""What opens over the account list."""
