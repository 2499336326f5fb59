"""The CEN owner's side of the API."""
