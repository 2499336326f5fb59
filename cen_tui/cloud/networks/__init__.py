"""The networks of an account: what each type is called, how it is listed, and how it is granted."""
