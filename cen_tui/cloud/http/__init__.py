"""One request to the cloud: connection, TLS, proxies, retries."""
