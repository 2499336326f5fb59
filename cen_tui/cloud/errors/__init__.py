"""Every failure in words: what happened, what to do."""
