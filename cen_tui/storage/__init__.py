"""Files of this host: paths, settings, locks, files written whole or not at all."""
