"""Accounts saved in a keyring, with their index."""
