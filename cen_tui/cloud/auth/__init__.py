"""What signs a request, and what obtains and renews it."""
