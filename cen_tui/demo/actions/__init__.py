"""What the embedded cloud can do, one file a subject."""
