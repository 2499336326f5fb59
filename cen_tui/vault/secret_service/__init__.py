"""The Secret Service: finding it, starting it, a private one."""
