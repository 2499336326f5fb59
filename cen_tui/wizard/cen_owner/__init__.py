"""The CEN owner's side without a screen: what was granted to a CEN, attaching it, and asking for more."""
