"""The 25 acceptance scenarios of the domain book, each under its own number and name."""
