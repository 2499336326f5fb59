"""What the error codes of the cloud mean, one file a subject."""
