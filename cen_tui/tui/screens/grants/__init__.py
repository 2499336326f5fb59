"""Grants that stand or were made: details, revoke, change of payer, history."""
