"""The embedded cloud over HTTP."""
