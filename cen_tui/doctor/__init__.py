"""Checks for what on this machine would prevent a grant: one file a group, read-only."""
