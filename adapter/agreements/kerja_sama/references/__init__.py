"""Reference codes."""
