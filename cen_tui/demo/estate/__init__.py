"""What the embedded cloud holds before its first call, one file a kind."""
