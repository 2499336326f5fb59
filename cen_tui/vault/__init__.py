"""Where sign-ins live: the OS keyring with an index beside it, the environment, or memory."""
