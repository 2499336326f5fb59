"""Cross-account CEN authorization for Alibaba Cloud networks, as a wizard in the terminal."""

__version__ = "0.2.0"
"""The version that `--version`, the user agent and the package metadata all name."""
