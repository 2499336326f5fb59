"""The embedded cloud: an HTTP server on loopback with the real protocol, for `--demo` and the tests.

`server.DemoCloud` runs in the caller's event loop, `thread.DemoThread` in a thread of its own, and
`python -m cen_tui.demo` in a process of its own. Importing this package loads no HTTP library.
"""
