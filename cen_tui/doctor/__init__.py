"""What on this machine would stop a grant: one file a group of checks, each of which only looks."""
