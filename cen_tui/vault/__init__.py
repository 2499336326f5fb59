"""Accounts and their credentials: storages, the environment, CLI profiles, roles."""
