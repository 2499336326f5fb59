"""Questions and texts that open over any screen."""
