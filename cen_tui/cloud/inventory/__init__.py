"""Lists, counts and look-ups over regions."""
